# The dinner with tasks alone: one task, a line for each.
settings items=task
contact ana name="Ana Souza" email=ana@x.example
contact bo name="Bo Lind" email=bo@x.example
contact cy name="Cy Young" email=cy@x.example

on 2026-03-03 18:10
  log ana met 2026-03-03T18:00 channel=meeting
  log bo met 2026-03-03T18:00 channel=meeting
  log cy met 2026-03-03T18:00 channel=meeting
  open block thank-you 2026-03-03 task-only of ana,bo,cy
  open ana check-in 2026-04-03 task-only
  open bo check-in 2026-04-03 task-only
  open cy check-in 2026-04-03 task-only

on 2026-03-03 18:20
  mark-line block thank-you "Bo Lind"
  row bo thank-you out email done 2026-03-03 18:20
  open block thank-you 2026-03-03 task-only of ana,cy
  open ana check-in 2026-04-03 task-only
  open bo check-in 2026-04-03 task-only
  open cy check-in 2026-04-03 task-only

# The state is lost meanwhile.
on 2026-03-03 18:25
  lose state
  open block thank-you 2026-03-03 task-only of ana,cy
  open ana check-in 2026-04-03 task-only
  open bo check-in 2026-04-03 task-only
  open cy check-in 2026-04-03 task-only
  row none

on 2026-03-04 11:10
  tick task block thank-you
  open ana check-in 2026-04-03 task-only
  open bo check-in 2026-04-03 task-only
  open cy check-in 2026-04-03 task-only
  row ana thank-you out email done 2026-03-04 11:10
  row cy thank-you out email done 2026-03-04 11:10
  done block thank-you
