#!/usr/bin/python3
"""The user's phone: edits items on a CalDAV server the way a client app does.

phone.py [options] HOME_URL VERB [ARGUMENT...]

list                      one line per item: KIND UID STATUS WHEN SUMMARY HREF (tab separated)
get UID                   the stored text
tick UID | untick UID     complete or reopen a task, or mark the title of an event
move UID TIME             2026-03-05T10:00 (floating), ...Z (UTC) or 2026-03-05 (a day)
delete UID
retitle UID TEXT | notes UID TEXT
attendee UID MAIL         adds an attendee and an organizer
put-raw UID FILE          the bytes of FILE in place of the item, unconditionally
make-calendar NAME        prints its URL
add URL FILE              the bytes of FILE as a new item of the calendar at URL

HOME_URL is what tests/servers/start prints (python3-caldav drops the last slash of a URL, and
Cyrus refuses /dav). UID is looked for in every calendar of the account. Exits with 1 when it is in none of them.
"""

import argparse
import datetime
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import caldav
import vobject.icalendar

CALENDAR_TEXT = {"Content-Type": "text/calendar; charset=utf-8"}


class PhoneError(Exception):
    """What went wrong, for the one who called."""


def uid_of(text: str) -> str:
    match = re.search(r"^UID:(.*)$", re.sub(r"\r?\n[ \t]", "", text), re.MULTILINE)
    return match.group(1).strip() if match else ""


def items(client: caldav.DAVClient) -> Iterator[Any]:
    for calendar in client.principal().calendars():
        supported = calendar.get_supported_components()
        if not supported or "VEVENT" in supported:
            yield from calendar.events()
        if not supported or "VTODO" in supported:
            yield from calendar.todos(include_completed=True)


def find(client: caldav.DAVClient, uid: str) -> Any:
    for item in items(client):
        if uid_of(item.data) == uid:
            return item
    raise PhoneError(f"no calendar holds an item with the UID {uid}")


def component(item: Any) -> Any:
    calendar = item.vobject_instance
    return calendar.vtodo if hasattr(calendar, "vtodo") else calendar.vevent


def replace(part: Any, name: str, value: Any) -> None:
    """Sets a property and drops the parameters of the old value, such as its TZID."""
    for old in list(part.contents.get(name, [])):
        part.remove(old)
    if value is not None:
        part.add(name).value = value


def parse_time(text: str) -> datetime.date:
    if "T" not in text:
        return datetime.date.fromisoformat(text)
    time = datetime.datetime.fromisoformat(text.rstrip("Z"))
    # vobject 0.9 cannot write datetime.timezone.utc.
    return time.replace(tzinfo=vobject.icalendar.utc) if text.endswith("Z") else time


def tick(item: Any) -> None:
    part = component(item)
    if part.name == "VTODO":
        item.complete()
        return
    replace(part, "summary", "\u2713 " + part.summary.value)
    item.save()


def untick(item: Any) -> None:
    part = component(item)
    if part.name == "VTODO":
        replace(part, "completed", None)
        replace(part, "percent-complete", None)
        replace(part, "status", "NEEDS-ACTION")
    else:
        replace(part, "summary", part.summary.value.removeprefix("\u2713 "))
    item.save()


def move(item: Any, text: str) -> None:
    part, start = component(item), parse_time(text)
    if part.name == "VTODO":
        replace(part, "due", start)
    else:
        length = part.dtend.value - part.dtstart.value if hasattr(part, "dtend") else None
        replace(part, "dtstart", start)
        if length is not None:
            replace(part, "dtend", start + length)
    item.save()


def set_text(item: Any, name: str, text: str) -> None:
    replace(component(item), name, text)
    item.save()


def attendee(item: Any, mail: str) -> None:
    part = component(item)
    replace(part, "organizer", "mailto:ana@localhost")
    part.add("attendee").value = f"mailto:{mail}"
    item.save()


def put_raw(client: caldav.DAVClient, url: str, file: str) -> None:
    answer = client.put(url, Path(file).read_bytes(), CALENDAR_TEXT)
    if answer.status not in (200, 201, 204):
        raise PhoneError(f"PUT {url} was answered with {answer.status}")


def add(client: caldav.DAVClient, url: str, file: str) -> None:
    uid = uid_of(Path(file).read_text(encoding="utf-8"))
    put_raw(client, url.rstrip("/") + f"/{uid}.ics", file)


def when(part: Any) -> str:
    for name in ("due", "dtstart"):
        if name in part.contents:
            return part.contents[name][0].value.isoformat()
    return "-"


def show_all(client: caldav.DAVClient) -> None:
    for item in items(client):
        part = component(item)
        status = part.status.value if hasattr(part, "status") else "-"
        summary = part.summary.value if hasattr(part, "summary") else "-"
        print(part.name, part.uid.value, status, when(part), summary, item.url, sep="\t")


ON_ITEM = {
    "get": lambda item: sys.stdout.write(item.data),
    "tick": tick,
    "untick": untick,
    "move": move,
    "delete": lambda item: item.delete(),
    "retitle": lambda item, text: set_text(item, "summary", text),
    "notes": lambda item, text: set_text(item, "description", text),
    "attendee": attendee,
    "put-raw": lambda item, file: put_raw(item.client, item.url, file),
}
ON_ACCOUNT = {
    "list": show_all,
    "make-calendar": lambda client, name: print(client.principal().make_calendar(name=name).url),
    "add": add,
}
WITH_ONE = {"get", "tick", "untick", "delete", "make-calendar"}


def argument_count(verb: str) -> int:
    return 0 if verb == "list" else 1 if verb in WITH_ONE else 2


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--user", default="ana")
    parser.add_argument("--password", default="secret")
    parser.add_argument("--ca", default=True, help="certificate file to trust")
    parser.add_argument("home_url")
    parser.add_argument("verb", choices=[*ON_ITEM, *ON_ACCOUNT])
    parser.add_argument("argument", nargs="*")
    args = parser.parse_args()
    if len(args.argument) != argument_count(args.verb):
        parser.error(f"{args.verb} takes {argument_count(args.verb)} arguments")
    return args


def main() -> int:
    args = arguments()
    client = caldav.DAVClient(
        url=args.home_url, username=args.user, password=args.password, ssl_verify_cert=args.ca
    )
    # The proxy variables of the machine are not for a server on loopback.
    client.session.trust_env = False
    try:
        if args.verb in ON_ACCOUNT:
            ON_ACCOUNT[args.verb](client, *args.argument)
        else:
            ON_ITEM[args.verb](find(client, args.argument[0]), *args.argument[1:])
    except (PhoneError, caldav.lib.error.DAVError, OSError) as error:
        print(f"phone: {args.verb}: {str(error)[:500]}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
