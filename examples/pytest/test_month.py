"""A month of market life in a test: 50 workers, 200 HITs, 2,000 deadlines."""

from concurrent.futures import ThreadPoolExecutor

QUESTION = """<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
<ExternalURL>https://example.com/task</ExternalURL><FrameHeight>0</FrameHeight></ExternalQuestion>"""
DAY = 86_400


def test_a_month_passes(market):
    workers = market.workers(*[{"approved": 150} for _ in range(50)])
    mturk = market.client()

    def post(number):
        return mturk.create_hit(
            Title=f"Task {number % 20}",
            Description="One of two hundred",
            Reward="0.10",
            AssignmentDurationInSeconds=3600,
            LifetimeInSeconds=20 * DAY,
            AutoApprovalDelayInSeconds=3 * DAY,
            MaxAssignments=6,
            Question=QUESTION,
        )["HIT"]["HITId"]

    def accept(number, place):
        return "POST", f"/hits/{hits[number]}/accept", {"worker": workers[(number * 5 + place) % len(workers)]}

    def submit(assignment):
        answer = {"answer": f"from {assignment['worker']}"}
        return "POST", f"/assignments/{assignment['id']}/submit", {"worker": assignment["worker"], "answer": answer}

    with ThreadPoolExecutor(4) as pool:
        hits = list(pool.map(post, range(200)))
    # Four workers submit, a fifth forgets, so that its deadline passes.
    for place in range(5):
        accepted = market.batch([accept(number, place) for number in range(200)])
        if place < 4:
            market.batch([submit(assignment) for assignment in accepted])

    # 1,000 accepted and 800 submitted assignments and 200 lifetimes set a deadline each; of these 200 places were
    # abandoned, 800 approved, 200 HITs expired. The other 800 were overtaken by their submission.
    assert market.advance(days=30)["fired"] == 1200
    assignments = mturk.list_assignments_for_hit(HITId=hits[0])["Assignments"]
    assert [assignment["AssignmentStatus"] for assignment in assignments] == ["Approved"] * 4
    assert mturk.get_hit(HITId=hits[0])["HIT"]["HITStatus"] == "Reviewable"
    worker = market.api("GET", f"/workers/{workers[0]}")
    assert (worker["submitted"], worker["approvalRate"]) == (170, 100)
