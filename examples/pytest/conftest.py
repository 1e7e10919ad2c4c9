"""turksim for pytest: attach to a running server, a fresh market with a manual clock for every test.

    pip install pytest boto3
    TURKSIM_URL=http://127.0.0.1:8080 pytest examples/pytest
"""

import http.client
import json
import os
import threading
import uuid
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.config import Config

SERVER = os.environ.get("TURKSIM_URL", "http://127.0.0.1:8080")


class Refused(Exception):
    """What the server refused; `error` holds its code, message and details."""

    def __init__(self, status, error):
        super().__init__(f"{error['code']}: {error['message']}")
        self.status = status
        self.error = error


class Market:
    """One isolated world. Each thread keeps a connection of its own."""

    def __init__(self):
        self._local = threading.local()
        self.id = self._call("POST", "/api/markets", {"id": f"t-{uuid.uuid4().hex}", "clock": {"mode": "manual"}})["id"]

    def _call(self, method, path, body=None):
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = http.client.HTTPConnection(urlsplit(SERVER).netloc)
        text = None if body is None else json.dumps(body)
        connection.request(method, path, text, {"content-type": "application/json"})
        response = connection.getresponse()
        content = response.read()
        answer = json.loads(content) if content else {}
        if response.status >= 400:
            raise Refused(response.status, answer["error"])
        return answer

    def api(self, method, path, body=None):
        """Calls a route below /api/markets/<id>."""
        return self._call(method, f"/api/markets/{self.id}{path}", body)

    def batch(self, calls):
        """Many calls (method, path, body) at once; answers in their order, raises for the first that was refused."""
        wanted = [{"method": method, "path": path, "body": body} for method, path, body in calls]
        answers = self.api("POST", "/batch", {"calls": wanted})["answers"]
        for answer in answers:
            if answer["status"] >= 400:
                raise Refused(answer["status"], answer["body"]["error"])
        return [answer.get("body") for answer in answers]

    def workers(self, *specs):
        return [worker["id"] for worker in self.api("POST", "/workers", {"workers": list(specs)})["workers"]]

    def advance(self, **by):
        """advance(days=30): everything due on the way has happened when it returns."""
        seconds = sum(count * {"days": 86400, "hours": 3600, "minutes": 60, "seconds": 1}[unit] for unit, count in by.items())
        return self.api("POST", "/clock/advance", {"seconds": seconds})

    def client(self, account="PYTEST"):
        """A boto3 client of the Requester API, as one requester."""
        return boto3.client(
            "mturk",
            endpoint_url=f"{SERVER}/markets/{self.id}",
            region_name="us-east-1",
            aws_access_key_id=account,
            aws_secret_access_key="not-checked",
            config=Config(max_pool_connections=16),
        )


@pytest.fixture
def market():
    fresh = Market()
    yield fresh
    fresh.api("DELETE", "")
