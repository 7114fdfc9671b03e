#!/usr/bin/python3
"""Makes calendar events of every shape from a fixed seed, and says by themselves when they take time.

  busy_events.py make COUNT DIR          one .ics file an event in DIR
  busy_events.py expand DIR FROM TO      what takes time, in Europe/Berlin: name, start, end, sorted
  busy_events.py put DIR URL USER:PASSWORD CONNECTIONS
  busy_events.py put-all DIR URL USER:PASSWORD METHOD   in one request, where a server takes that

The expansion is independent of the program: python3-icalendar reads, python3-dateutil walks the rules.
"""
import base64
import datetime as dt
import http.client
import os
import random
import sys
import threading
import urllib.parse
import zoneinfo

from dateutil.rrule import rruleset, rrulestr
from icalendar import Calendar

SEED = 20260302
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Sydney", "Africa/Cairo"]
ME = "ana@example.org"


def stamp(moment):
    return moment.strftime("%Y%m%dT%H%M%S")


def rule(pick, day):
    """A rule that DTSTART itself follows, so that everybody counts alike."""
    names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    name = names[day.weekday()]
    nth = (day.day - 1) // 7 + 1
    rules = [
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=" + name,
        "FREQ=DAILY;INTERVAL=%d" % pick.randint(3, 9),
        "FREQ=DAILY;COUNT=%d" % pick.randint(2, 40),
        "FREQ=MONTHLY;BYMONTHDAY=%d" % day.day,
        "FREQ=MONTHLY;BYDAY=%d%s" % (min(nth, 4), name) if nth < 5 else "FREQ=MONTHLY;BYDAY=-1" + name,
        "FREQ=YEARLY",
        "FREQ=WEEKLY;UNTIL=20260401T000000Z",
        "FREQ=WEEKLY;WKST=SU;INTERVAL=3;BYDAY=%s" % name,
    ]
    return pick.choice(rules)


def times(kind, zone, begin, minutes):
    if kind == "day":
        return ["DTSTART;VALUE=DATE:%s" % begin.strftime("%Y%m%d"),
                "DTEND;VALUE=DATE:%s" % (begin + dt.timedelta(days=1 + minutes % 3)).strftime("%Y%m%d")]
    end = begin + dt.timedelta(minutes=minutes)
    if kind == "utc":
        return ["DTSTART:%sZ" % stamp(begin), "DTEND:%sZ" % stamp(end)]
    if kind == "floating":
        return ["DTSTART:%s" % stamp(begin), "DTEND:%s" % stamp(end)]
    if minutes % 2:
        return ["DTSTART;TZID=%s:%s" % (zone, stamp(begin)), "DURATION:PT%dM" % minutes]
    return ["DTSTART;TZID=%s:%s" % (zone, stamp(begin)), "DTEND;TZID=%s:%s" % (zone, stamp(end))]


def named(name, kind, zone, moment):
    if kind == "day":
        return "%s;VALUE=DATE:%s" % (name, moment.strftime("%Y%m%d"))
    if kind == "utc":
        return "%s:%sZ" % (name, stamp(moment))
    if kind == "floating":
        return "%s:%s" % (name, stamp(moment))
    return "%s;TZID=%s:%s" % (name, zone, stamp(moment))


def state(pick):
    roll = pick.random()
    if roll < 0.08:
        return ["TRANSP:TRANSPARENT"]
    if roll < 0.14:
        return ["STATUS:CANCELLED"]
    if roll < 0.20:
        return ["ATTENDEE;PARTSTAT=DECLINED:mailto:" + ME, "ATTENDEE:mailto:bob@example.org"]
    return ["TRANSP:OPAQUE"] if roll < 0.5 else []


def event(number, pick):
    uid = "busy-%05d" % number
    kind = pick.choice(["zone", "zone", "zone", "utc", "floating", "day"])
    zone = pick.choice(ZONES)
    repeats = pick.random() < 0.4
    first = dt.date(2026, 1, 1) + dt.timedelta(days=pick.randint(-700 if repeats else 0, 170))
    # No time that a change of the clocks touches: what is meant there is decided by tests of its own.
    begin = dt.datetime(first.year, first.month, first.day, pick.randint(5, 20), pick.choice([0, 15, 30, 45]))
    minutes = pick.choice([15, 20, 30, 45, 60, 90])
    head = ["UID:" + uid, "DTSTAMP:20260101T000000Z", "SUMMARY:Event %d" % number]
    lines = head + times(kind, zone, begin, minutes) + state(pick)
    parts = [lines]
    if repeats:
        text = rule(pick, begin.date())
        if kind == "day":
            text = text.replace("T000000Z", "")
        elif kind == "floating":
            text = text.replace("000000Z", "000000")
        lines.append("RRULE:" + text)
        starts = rrulestr(text.replace("Z", ""), dtstart=begin)
        some = [s for s, _ in zip(starts, range(400)) if s > dt.datetime(2026, 2, 20)][:6]
        if len(some) > 2 and pick.random() < 0.5:
            lines.append(named("EXDATE", kind, zone, some[1]))
        if len(some) > 3 and pick.random() < 0.5:
            moved = some[2] + dt.timedelta(days=1, hours=1)
            parts.append(head + [named("RECURRENCE-ID", kind, zone, some[2])] +
                         times(kind, zone, moved, minutes) + state(pick))
        if some and kind != "day" and pick.random() < 0.2:
            lines.append(named("RDATE", kind, zone, some[0] + dt.timedelta(days=2, hours=2)))
    out = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//busy//EN"]
    for part in parts:
        out += ["BEGIN:VEVENT"] + part + ["END:VEVENT"]
    return uid, "\r\n".join(out + ["END:VCALENDAR", ""])


def make(count, folder):
    pick = random.Random(SEED)
    os.makedirs(folder, exist_ok=True)
    for number in range(count):
        uid, text = event(number, pick)
        with open(os.path.join(folder, uid + ".ics"), "w", newline="") as file:
            file.write(text)


# ------------------------------------------------------------------ expansion


def civil(value):
    """A property's time as civil time and the zone it is civil in."""
    if not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day), None
    zone = value.tzinfo
    if zone is None:
        return value, BERLIN
    name = getattr(zone, "zone", None) or getattr(zone, "key", None) or "UTC"
    return value.replace(tzinfo=None), zoneinfo.ZoneInfo(name)


def instant(moment, zone):
    return moment.replace(tzinfo=zone or dt.timezone.utc).astimezone(dt.timezone.utc)


def takes_time(part, all_day):
    transparent = str(part.get("TRANSP", "")).upper()
    if transparent == "TRANSPARENT" or (all_day and transparent != "OPAQUE"):
        return False
    if str(part.get("STATUS", "")).upper() == "CANCELLED":
        return False
    people = part.get("ATTENDEE", [])
    for person in people if isinstance(people, list) else [people]:
        if str(person).lower() == "mailto:" + ME and person.params.get("PARTSTAT") == "DECLINED":
            return False
    return True


def length(part, start, zone):
    if "DTEND" in part:
        end, end_zone = civil(part["DTEND"].dt)
        return instant(end, end_zone) - instant(start, zone)
    if "DURATION" in part:
        return part["DURATION"].dt
    return dt.timedelta(days=1) if zone is None else dt.timedelta(0)


def listed(part, name):
    values = part.get(name, [])
    for group in values if isinstance(values, list) else [values]:
        for value in group.dts:
            yield civil(value.dt)[0]


def starts_of(part, start, zone, until):
    if "RRULE" not in part:
        return [start]
    found = rruleset()
    text = part["RRULE"].to_ical().decode()
    if zone is not None and "UNTIL=" in text and "Z" in text:
        limit = dt.datetime.strptime(text.split("UNTIL=")[1].split(";")[0], "%Y%m%dT%H%M%SZ")
        limit = limit.replace(tzinfo=dt.timezone.utc).astimezone(zone).replace(tzinfo=None)
        rest = [p for p in text.split(";") if not p.startswith("UNTIL=")]
        text = ";".join(rest + ["UNTIL=" + stamp(limit)])
    found.rrule(rrulestr(text, dtstart=start))
    found.rdate(start)
    for moment in listed(part, "RDATE"):
        found.rdate(moment)
    for moment in listed(part, "EXDATE"):
        found.exdate(moment)
    return found.between(dt.datetime(1990, 1, 1), until + dt.timedelta(days=3), inc=True)


def spans(calendar, first, last):
    parts = list(calendar.walk("VEVENT"))
    replaced = {civil(p["RECURRENCE-ID"].dt)[0] for p in parts if "RECURRENCE-ID" in p}
    for part in parts:
        start, zone = civil(part["DTSTART"].dt)
        if not takes_time(part, zone is None):
            continue
        size = length(part, start, zone)
        alone = "RECURRENCE-ID" in part
        for moment in [start] if alone else starts_of(part, start, zone, last):
            if not alone and moment in replaced:
                continue
            if zone is None:
                begin, end = moment, moment + size
            else:
                at = instant(moment, zone)
                begin = at.astimezone(BERLIN).replace(tzinfo=None)
                end = (at + size).astimezone(BERLIN).replace(tzinfo=None)
            if begin < last and end > first and begin < end:
                yield begin, end


def expand(folder, first, last):
    found = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            for begin, end in spans(Calendar.from_ical(file.read()), first, last):
                found.append("%s %s %s" % (name[:-4], begin.isoformat(" ", "minutes"),
                                           end.isoformat(" ", "minutes")))
    print("\n".join(sorted(found)))


# ------------------------------------------------------------------ upload


def put(folder, url, sign_in, connections):
    names = sorted(os.listdir(folder))
    place = urllib.parse.urlsplit(url)
    headers = {"Authorization": "Basic " + base64.b64encode(sign_in.encode()).decode(),
               "Content-Type": "text/calendar; charset=utf-8"}
    failed = []

    def work(part):
        link = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
        for name in part:
            with open(os.path.join(folder, name), "rb") as file:
                body = file.read()
            for attempt in range(3):
                try:
                    link.request("PUT", place.path + name, body, headers)
                    answer = link.getresponse()
                    answer.read()
                    if answer.status in (200, 201, 204):
                        break
                    if attempt == 2:
                        failed.append("%s: %d" % (name, answer.status))
                except (OSError, http.client.HTTPException) as error:
                    link.close()
                    if attempt == 2:
                        failed.append("%s: %s" % (name, error))
        link.close()

    threads = [threading.Thread(target=work, args=(names[i::connections],)) for i in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        sys.exit("not stored: " + ", ".join(failed[:5]) + " (%d in all)" % len(failed))


def put_all(folder, url, sign_in, method):
    """Radicale takes a whole calendar by PUT; one by one costs more the more there are. Cyrus imports
    one by POST, in a quarter of the time of single ones."""
    events = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), newline="") as file:
            text = file.read()
        events.append(text[text.index("BEGIN:VEVENT"):text.index("END:VCALENDAR")])
    body = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//busy//EN\r\n" + "".join(events)
    place = urllib.parse.urlsplit(url)
    link = http.client.HTTPConnection(place.hostname, place.port, timeout=240)
    link.request(method, place.path, (body + "END:VCALENDAR\r\n").encode(),
                 {"Authorization": "Basic " + base64.b64encode(sign_in.encode()).decode(),
                  "Content-Type": "text/calendar; charset=utf-8"})
    answer = link.getresponse()
    text = answer.read()
    single = len(events) if answer.status != 207 else text.count(b"getetag>") // 2
    if answer.status not in (200, 201, 204, 207) or single != len(events):
        sys.exit("not stored: %d, %d of %d: %s" % (answer.status, single, len(events), text[:200]))


def main():
    words = sys.argv[1:]
    if words[0] == "make":
        make(int(words[1]), words[2])
    elif words[0] == "expand":
        expand(words[1], dt.datetime.fromisoformat(words[2]), dt.datetime.fromisoformat(words[3]))
    elif words[0] == "put-all":
        put_all(words[1], words[2], words[3], words[4])
    elif words[0] == "put":
        put(words[1], words[2], words[3], int(words[4]))


main()
