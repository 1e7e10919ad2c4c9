# The server alone: built where everything is at hand, run where little is.
FROM node:24-bookworm-slim AS build
WORKDIR /turksim
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /turksim
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY --from=build /turksim/dist ./dist
RUN mkdir data && chown node:node data
USER node
VOLUME /turksim/data
EXPOSE 8080 8081
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/server/cli.js"]
# A container is reached from outside itself, so it listens everywhere; publish its ports on 127.0.0.1 alone.
CMD ["serve", "--host", "0.0.0.0", "--insecure"]
