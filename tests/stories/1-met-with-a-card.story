# Met on a Friday evening; a postal address, so the card comes first.
contact ana name="Ana Souza" email=ana@x.example postal_address="Rua A 1, Lisboa"

on 2026-12-04 18:10
  log ana met 2026-12-04T18:00 channel=meeting
  open ana thank-you 2026-12-04 18:15
  open ana check-in 2027-01-04 09:15
  writes 4

# Nothing done on Friday. On Saturday it is still within its limit: one write to each half.
on 2026-12-05 08:00
  open ana thank-you 2026-12-05 09:00
  open ana check-in 2027-01-04 09:15
  writes 2

on 2026-12-05 09:20
  tick task ana thank-you
  row ana thank-you out card done 2026-12-05 09:20
  done ana thank-you
  open ana check-in 2027-01-04 09:15

# A reply is answered beside the track; the check-in stays.
on 2026-12-08 10:00
  log ana reply direction=in
  open ana answer 2026-12-09 09:00
  open ana check-in 2027-01-04 09:15

on 2026-12-09 09:30
  tick task ana answer
  row ana answer out email done 2026-12-09 09:30
  open ana check-in 2027-01-04 09:15

on 2027-01-04 09:30
  tick task ana check-in
  row ana check-in out email done 2027-01-04 09:30
  open none

# Keep: 90 days later is Sunday 4 April, so Monday 5; outside the horizon until 1 March.
on 2027-02-28 12:00
  open none

on 2027-03-01 12:00
  open ana keep 2027-04-05 09:15
