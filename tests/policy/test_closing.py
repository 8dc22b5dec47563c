"""What is no reason to close a case, and when closing takes a manager."""

import pytest
from policy.closing import manager_grounds, says_only_that_police_did_nothing


@pytest.mark.parametrize(
    "text",
    [
        "The police took no action",
        "Police NFA",
        "NFA",
        "No further action.",
        "No further action taken by the police, so we are closing the case.",
        "The police took no further action so there is nothing more we can do.",
        "The CPS did not prosecute and the police have dropped the case",
        "Police won’t record it as a crime.",
        "police closed it\nno further action",
        "The officers found insufficient evidence",
    ],
)
def test_police_alone_is_no_reason(text):
    assert says_only_that_police_did_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "She says it has been quiet for six weeks and feels safe.",
        "The police took no action. The neighbour has moved away and she feels safe.",
        "The family has moved and does not want us to go on.",
        "All we agreed is done: the camera, the new door, the warning.",
        "Victim Support now leads, the police are involved too.",
        "The police charged the person and the court banned them from the street.",
    ],
)
def test_a_reason_of_ones_own(text):
    assert not says_only_that_police_did_nothing(text)


@pytest.mark.parametrize(
    "agrees, risk, number",
    [
        ("yes", "low", 0),
        ("yes", "medium", 0),
        ("yes", None, 0),
        ("yes", "high", 1),
        ("no", "low", 1),
        ("unsure", "low", 1),
        (None, "low", 1),
        ("no", "high", 2),
        (None, "high", 2),
    ],
)
def test_when_closing_takes_a_manager(agrees, risk, number):
    assert len(manager_grounds(agrees, risk)) == number
    unassessed = manager_grounds(agrees, risk, is_assessed=False)
    assert len(unassessed) == number + (risk != "high")
