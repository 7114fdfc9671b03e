# The week, on Monday morning and not in the first week: seen, ticked, and no row comes of it.
settings items=event
contact bo name="Bo Lind"
touch bo met 2026-03-05T10:00 channel=meeting

on 2026-03-05 12:00
  open bo thank-you 2026-03-05 16:00
  open bo check-in 2026-04-06 09:15

on 2026-03-05 12:20
  tick block bo thank-you
  row bo thank-you out email done 2026-03-05 12:20
  open bo check-in 2026-04-06 09:15

on 2026-03-09 08:00
  writes 1
  open bo check-in 2026-04-06 09:15

on 2026-03-09 09:20
  tick block block weekly
  row none
  writes 1

on 2026-03-15 20:00
  row none
  writes 0

# The next one takes its place.
on 2026-03-16 08:00
  row none
  writes 1
  open bo check-in 2026-04-06 09:15
