"""Calls operations by name with boto3: one JSON object a line in, one out.

    {"operation": "GetHIT", "input": {"HITId": "..."}} -> {"ok": true, "output": {...}}
"""

import json
import sys

import boto3
from botocore import xform_name
from botocore.exceptions import ClientError

client = boto3.client(
    "mturk",
    endpoint_url=sys.argv[1],
    region_name="us-east-1",
    aws_access_key_id="WALKER",
    aws_secret_access_key="secret",
)

for line in sys.stdin:
    call = json.loads(line)
    try:
        output = getattr(client, xform_name(call["operation"]))(**call["input"])
        output.pop("ResponseMetadata")
        answer = {"ok": True, "output": output}
    except ClientError as error:
        told = error.response["Error"]
        answer = {"ok": False, "code": told["Code"], "message": told["Message"]}
    print(json.dumps(answer, default=str), flush=True)
