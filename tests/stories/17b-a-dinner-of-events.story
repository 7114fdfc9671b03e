# The dinner with blocks alone: the lines are all there is to tick.
settings items=event
contact ana name="Ana Souza" email=ana@x.example
contact bo name="Bo Lind" email=bo@x.example
contact cy name="Cy Young" email=cy@x.example

on 2026-03-03 18:10
  log ana met 2026-03-03T18:00 channel=meeting
  log bo met 2026-03-03T18:00 channel=meeting
  log cy met 2026-03-03T18:00 channel=meeting
  open block thank-you 2026-03-03 18:15 of ana,bo,cy
  open ana check-in 2026-04-03 09:00
  open bo check-in 2026-04-03 09:15
  open cy check-in 2026-04-03 09:30

on 2026-03-03 18:20
  mark-line block thank-you "Bo Lind"
  row bo thank-you out email done 2026-03-03 18:20
  open block thank-you 2026-03-03 18:15 of ana,cy
  open ana check-in 2026-04-03 09:00
  open bo check-in 2026-04-03 09:15
  open cy check-in 2026-04-03 09:30

# Moved: everybody in it moves along. The state is lost meanwhile.
on 2026-03-03 18:25
  move block thank-you 2026-03-04T11:00
  lose state
  open block thank-you 2026-03-04 11:00 of ana,cy
  open ana check-in 2026-04-03 09:00
  open bo check-in 2026-04-03 09:15
  open cy check-in 2026-04-03 09:30
  row none

on 2026-03-04 11:10
  tick block block thank-you
  open ana check-in 2026-04-03 09:00
  open bo check-in 2026-04-03 09:15
  open cy check-in 2026-04-03 09:30
  row ana thank-you out email done 2026-03-04 11:10
  row cy thank-you out email done 2026-03-04 11:10
