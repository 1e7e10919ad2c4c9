"""Media types of our documents that Schemathesis does not know by itself."""

import gzip
import json

import schemathesis
from schemathesis.transport.requests import REQUESTS_TRANSPORT

AMAZON_JSON = "application/x-amz-json-1.1"


@REQUESTS_TRANSPORT.serializer(AMAZON_JSON)
def amazon_json(_context, value):
    return {"data": value if isinstance(value, bytes) else json.dumps(value).encode()}


@schemathesis.deserializer(AMAZON_JSON)
def read_amazon_json(_context, response):
    return json.loads(response.content)


@REQUESTS_TRANSPORT.serializer("application/gzip")
def packed(_context, value):
    return {"data": gzip.compress(as_bytes(value))}


@REQUESTS_TRANSPORT.serializer("application/x-ndjson")
def lines(_context, value):
    return {"data": as_bytes(value)}


def as_bytes(value):
    if isinstance(value, bytes):
        return value
    content = getattr(value, "data", value)
    return content if isinstance(content, bytes) else str(content).encode("utf-8", "replace")
