"""Make a folder a workspace: the questions about the vendor, and the files that the answers make."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from golive.scaffold.workspace import VendorIdentity, plan_new_files
from golive.studio.views.interview import InterviewQuestion
from golive.studio.views.problems import format_for_browser
from golive.support.files import write_files_atomically
from golive.support.problems import GoliveError
from golive.templating.phrases import upper_first

_QUESTIONS: Final = (
    ("name", "What is your company called?", "The vendor in all documents."),
    ("platform", "What is your product called?", "The platform on which payers see and pay their bills."),
    ("website", "Where is your public site?", "Such as www.example.org."),
    ("email", "What is the e-mail address of your support desk?", ""),
    ("phone", "What is its phone number?", "Such as 555-0100."),
    ("hours", "When does it answer?", "Such as: weekdays from 8:00 AM to 6:00 PM ET."),
)
_HOST: Final = re.compile(r"(?:[\w-]+\.)+[a-zA-Z]{2,}(?:/\S*)?")
_KEYS: Final = {where: key for key, _, _ in _QUESTIONS for where in VendorIdentity(**{key: "x"}).values}


def list_start_questions(
    answers: Mapping[str, str], errors: Mapping[str, str] | None = None
) -> tuple[InterviewQuestion, ...]:
    """Return the questions about the vendor with the answers so far and what is wrong with them."""
    found = errors or {}
    return tuple(
        InterviewQuestion(key, label, text, value=answers.get(key, ""), error=found.get(key, ""))
        for key, label, text in _QUESTIONS
    )


def start_workspace(folder: Path, answers: Mapping[str, str], today: date) -> dict[str, str]:
    """Make a folder a workspace; return what is wrong with the answers, by question; the key `` is for none of them.

    Args:
        folder: the folder.
        answers: the answers by key.
        today: the date of the guide's first version.
    """
    given = {key: " ".join(answers.get(key, "").split()) for key, _, _ in _QUESTIONS}
    if _HOST.fullmatch(given["website"]):  # people leave out what their browser does not show
        given["website"] = f"https://{given['website']}"
    if not given["name"]:
        return {"name": "Please answer this."}
    errors: dict[str, str] = {}
    try:
        files = plan_new_files(folder, VendorIdentity(**given), today)
        write_files_atomically(files, "the setup of the workspace", {})
    except GoliveError as error:
        for one in error.problems:
            text = upper_first(format_for_browser(f"{one.message}. {one.hint}".strip()))
            where = f"{one.path.name}: " if one.path and not one.where else ""
            errors.setdefault(_KEYS.get(one.where, ""), f"{where}{text}")
    return errors
