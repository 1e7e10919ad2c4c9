"""A Qualification with a test, a HIT that only qualified workers see, and one worker's day, with boto3.

    pip install boto3
    python examples/qualify-and-work.py [http://127.0.0.1:8080]
"""

import json
import os
import re
import sys
import urllib.error
import urllib.request

import boto3

SERVER = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("TURKSIM_URL", "http://127.0.0.1:8080")
SCHEMAS = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas"


class Refused(Exception):
    def __init__(self, error):
        super().__init__(error["message"])
        self.error = error


def call(method, path, body=None):
    """Calls turksim's own API and answers the body."""
    request = urllib.request.Request(
        f"{SERVER}/api/markets{path}",
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"content-type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request) as response:
            text = response.read()
            return json.loads(text) if text else {}
    except urllib.error.HTTPError as failure:
        raise Refused(json.load(failure)["error"]) from None


def choice(identifier, text, options):
    selections = "".join(
        f"<Selection><SelectionIdentifier>{option}</SelectionIdentifier><Text>{option}</Text></Selection>" for option in options
    )
    return f"""<Question>
  <QuestionIdentifier>{identifier}</QuestionIdentifier><IsRequired>true</IsRequired>
  <QuestionContent><Text>{text}</Text></QuestionContent>
  <AnswerSpecification><SelectionAnswer><StyleSuggestion>radiobutton</StyleSuggestion>
  <Selections>{selections}</Selections></SelectionAnswer></AnswerSpecification></Question>"""


def right_answer(identifier, option):
    return f"""<Question><QuestionIdentifier>{identifier}</QuestionIdentifier>
  <AnswerOption><SelectionIdentifier>{option}</SelectionIdentifier><AnswerScore>10</AnswerScore></AnswerOption></Question>"""


TEST = f"""<QuestionForm xmlns="{SCHEMAS}/2005-10-01/QuestionForm.xsd">
{choice("article", "She is ___ honest person.", ["a", "an", "the"])}
{choice("tense", "They ___ in Paris since 2010.", ["live", "lived", "have-lived"])}
</QuestionForm>"""

ANSWER_KEY = f"""<AnswerKey xmlns="{SCHEMAS}/2005-10-01/AnswerKey.xsd">
{right_answer("article", "an")}
{right_answer("tense", "have-lived")}
</AnswerKey>"""

QUESTION = f"""<HTMLQuestion xmlns="{SCHEMAS}/2011-11-11/HTMLQuestion.xsd">
<HTMLContent><![CDATA[<!DOCTYPE html><html><body>
<form method="post" action="https://www.mturk.com/mturk/externalSubmit">
<input type="hidden" name="assignmentId"><p>Put into good English: "I am here since two hours."</p>
<textarea name="sentence"></textarea><input type="submit">
</form></body></html>]]></HTMLContent><FrameHeight>400</FrameHeight></HTMLQuestion>"""

# A world of its own, whose clock moves only when told.
market = call("POST", "", {"id": f"example-{os.getpid()}", "clock": {"mode": "manual"}})["id"]
worker = call("POST", f"/{market}/workers", {"workers": [{"locale": {"country": "US", "subdivision": "CA"}}]})["workers"][0]["id"]
print(f"market {market}, worker {worker}")

inbox = {"after": 0}


def print_pushes():
    """What was addressed to the worker since the last look; live clients get the same over Socket.IO."""
    for entry in call("GET", f"/{market}/workers/{worker}/inbox?after={inbox['after']}")["entries"]:
        inbox["after"] = entry["seq"]
        shown = {key: value for key, value in entry.items() if key not in ("event", "seq", "at", "feed")}
        print("  push ", entry["event"], json.dumps(shown))


def groups():
    return call("GET", f"/{market}/workers/{worker}/hits")["groups"]


mturk = boto3.client(
    "mturk",
    endpoint_url=f"{SERVER}/markets/{market}",
    region_name="us-east-1",
    aws_access_key_id="EXAMPLEREQUESTER",
    aws_secret_access_key="not-checked",
)
qualification_type = mturk.create_qualification_type(
    Name="EnglishWritingAbility",
    Description="Can write good English",
    QualificationTypeStatus="Active",
    Test=TEST,
    AnswerKey=ANSWER_KEY,
    TestDurationInSeconds=600,
    RetryDelayInSeconds=86_400,
)["QualificationType"]["QualificationTypeId"]
HIT = {
    "Title": "Put one sentence into good English",
    "Description": "Rewrite a sentence",
    "Reward": "0.50",
    "AssignmentDurationInSeconds": 3600,
    "LifetimeInSeconds": 7 * 86_400,
    "MaxAssignments": 1,
    "Question": QUESTION,
    "QualificationRequirements": [
        {
            "QualificationTypeId": qualification_type,
            "Comparator": "GreaterThan",
            "IntegerValues": [18],
            "ActionsGuarded": "DiscoverPreviewAndAccept",
        }
    ],
}
hit = mturk.create_hit(**HIT)["HIT"]["HITId"]
print(f"type {qualification_type}, HIT {hit}")
print(f"without the Qualification the worker sees {len(groups())} HIT groups")


def take_test(answer):
    request = call("POST", f"/{market}/workers/{worker}/qualification-requests", {"type": qualification_type})
    return call("POST", f"/{market}/qualification-requests/{request['id']}/answers", {"worker": worker, "answer": answer})


failed = take_test({"article": "a", "tense": "have-lived"})
print_pushes()
print(f"first try: score {failed['value']}, and {len(groups())} HIT groups")

try:
    take_test({"article": "an", "tense": "have-lived"})
except Refused as refused:
    print(f"second try at once: {refused.error['code']} until {refused.error['retryAt']}")

call("POST", f"/{market}/clock/advance", {"seconds": 86_400})
print("a day passes")

passed = take_test({"article": "an", "tense": "have-lived"})
print_pushes()
visible = groups()
print(f"third try: score {passed['value']}, and {len(visible)} HIT group visible: {visible[0]['title']}")

assignment = call("POST", f"/{market}/hits/{hit}/accept", {"worker": worker})["id"]
answer = {"sentence": "I have been here for two hours."}
call("POST", f"/{market}/assignments/{assignment}/submit", {"worker": worker, "answer": answer})
submitted = mturk.list_assignments_for_hit(HITId=hit)["Assignments"][0]
print("the requester reads:", re.search(r"<FreeText>(.*)</FreeText>", submitted["Answer"]).group(1))
mturk.approve_assignment(AssignmentId=assignment)
print_pushes()

# A second HIT of the kind shows what revoking does to what the worker sees.
mturk.create_hit(**{**HIT, "Title": "Put another sentence into good English"})
print(f"a second HIT: the worker sees {len(groups())} HIT group")
mturk.disassociate_qualification_from_worker(QualificationTypeId=qualification_type, WorkerId=worker, Reason="the project is over")
print_pushes()
print(f"after the revocation the HIT is hidden: the worker sees {len(groups())} HIT groups")

call("DELETE", f"/{market}")
print("done")
