"""Runs the AWS CLI by operation names: one JSON object a line in, one out.

The CLI's own entry is called in this process, because starting it for each call takes the better part of a second.
"""

import json
import os
import re
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

os.environ.update(
    AWS_ACCESS_KEY_ID="WALKER",
    AWS_SECRET_ACCESS_KEY="secret",
    AWS_DEFAULT_REGION="us-east-1",
    AWS_EC2_METADATA_DISABLED="true",
    AWS_MAX_ATTEMPTS="1",
)

from awscli.clidriver import create_clidriver  # noqa: E402  (it reads the environment)
from botocore import xform_name  # noqa: E402

driver = create_clidriver()
REFUSAL = re.compile(r"An error occurred \((\w+)\) when calling the \w+ operation: (.*)", re.DOTALL)


def run(operation, members):
    """What `aws mturk <operation>` prints; its own paging, which leaves out all but the list, is switched off."""
    args = ["mturk", xform_name(operation, "-"), "--endpoint-url", sys.argv[1], "--output", "json"]
    printed, complained = StringIO(), StringIO()
    with redirect_stdout(printed), redirect_stderr(complained):
        code = driver.main([*args, "--no-paginate", "--cli-input-json", json.dumps(members)])
    if code == 0:
        return {"ok": True, "output": json.loads(printed.getvalue() or "{}")}
    refusal = REFUSAL.search(complained.getvalue())
    if refusal is None:
        raise RuntimeError(complained.getvalue())
    return {"ok": False, "code": refusal[1], "message": refusal[2].strip()}


for line in sys.stdin:
    call = json.loads(line)
    print(json.dumps(run(call["operation"], call["input"])), flush=True)
