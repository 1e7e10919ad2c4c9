"""A worker's client in another language: connects, works, drops off and resumes.

    worker.py ADDRESS MARKET WORKER TRANSPORT

Prints one line of JSON for everything that comes. Reads commands from standard input: `accept HIT`, `drop`,
`resume`, `end`.
"""
import json
import sys
import threading

import socketio

address, market, worker, transport = sys.argv[1:5]
state = {}
printing = threading.Lock()


def said(name, value):
    """Handlers run in threads of their own: one line at a time."""
    with printing:
        sys.stdout.write(json.dumps([name, value]) + "\n")
        sys.stdout.flush()


def connect():
    client = socketio.Client(reconnection=False)

    @client.on("*", namespace="/worker")
    def push(event, value):
        if "seq" in value:
            state["after"] = value["seq"]
        if "epoch" in value:
            state["epoch"] = value["epoch"]
        said(event, value)

    client.connect(
        address,
        namespaces=["/worker"],
        transports=[transport],
        auth={"market": market, "worker": worker, **state},
        wait_timeout=10,
    )
    return client


client = connect()
for line in sys.stdin:
    command, *rest = line.split()
    if command == "accept":
        said("answer", client.call("assignment:accept", {"hit": rest[0]}, namespace="/worker"))
    elif command == "drop":
        client.disconnect()
        said("dropped", {})
    elif command == "resume":
        client = connect()
    elif command == "end":
        break
client.disconnect()
