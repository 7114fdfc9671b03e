# Had nobody ticked on Saturday: Monday, named as a missed hard deadline.
contact ana name="Ana Souza" email=ana@x.example postal_address="Rua A 1, Lisboa"

on 2026-12-04 18:10
  log ana met 2026-12-04T18:00 channel=meeting
  open ana thank-you 2026-12-04 18:15
  open ana check-in 2027-01-04 09:15

on 2026-12-05 08:00
  open ana thank-you 2026-12-05 09:00
  open ana check-in 2027-01-04 09:15
  writes 2

# The third write is the weekly item.
on 2026-12-07 08:00
  open ana thank-you 2026-12-07 09:15
  open ana check-in 2027-01-04 09:15
  writes 3
