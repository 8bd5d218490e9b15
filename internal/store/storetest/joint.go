package storetest

// Joint is a procedure whose text is signed by the lead, every co-proposer and a
// body that watches over them, in this order.
const Joint = `id: test.joint
version: "2026-01-01"
title_sr: Пробни поступак са више предлагача
title_en: A procedure for tests, of several proposers
valid_from: "2026-01-01"
calendar: rs
timezone: Europe/Belgrade
listed: false
bodies:
  - {code: KONTROLA, name_sr: Контролни орган, name_en: Controlling body}
stages:
  - id: drafting
    title_sr: Израда
    title_en: Drafting
    kind: drafting
    docs: [act]
    outcomes:
      - {id: drafted, title_sr: Израђено, title_en: Drafted, next: sign_off}
    basis: Пробни поступак
    evidence: inferred
  - id: sign_off
    title_sr: Потписивање
    title_en: Sign-off
    kind: decision
    docs: [act]
    signatures:
      - {by: lead, count: 1}
      - {by: co_proposers, count: 1}
      - {by: KONTROLA, count: 1}
    ordered: true
    outcomes:
      - {id: approved, title_sr: Потписано, title_en: Signed, next: end, ends: completed}
      - {id: returned, title_sr: Враћено, title_en: Returned, next: drafting, needs_reasons: true}
      - {id: rejected, title_sr: Одбијено, title_en: Rejected, next: end, ends: rejected, needs_reasons: true}
    basis: Пробни поступак
    evidence: inferred
`
