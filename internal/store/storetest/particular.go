package storetest

// Particular is a procedure for laws alone, of which much depends on the law.
const Particular = `id: test.particular
version: "2026-01-01"
title_sr: Пробни поступак за поједине законе
title_en: A procedure for tests, for some laws
valid_from: "2026-01-01"
calendar: rs
timezone: Europe/Belgrade
acts: [law]
traits:
  - id: novelty
    title_sr: Врста закона
    title_en: Kind of law
    values:
      - {id: systemic, title_sr: Нов системски закон, title_en: A new systemic law}
      - {id: minor, title_sr: Мања измена, title_en: A minor amendment}
  - id: urgency
    title_sr: Хитност
    title_en: Urgency
    decided: true
    values:
      - {id: regular, title_sr: Редован, title_en: Regular}
      - {id: urgent, title_sr: Хитан, title_en: Urgent}
stages:
  - id: drafting
    title_sr: Израда
    title_en: Drafting
    kind: drafting
    outcomes:
      - {id: debated, title_sr: За расправу, title_en: To the debate, next: agenda}
      - {id: waived, title_sr: Без расправе, title_en: Without a debate, next: agenda, when: {novelty: [minor]}, needs_reasons: true, ungated: true, sets: {urgency: urgent}}
    basis: Пробни поступак
    evidence: inferred
  - id: agenda
    title_sr: Дневни ред
    title_en: Agenda
    kind: wait
    windows:
      - {id: regular, kind: min, term: 15d, from: entry, when: {novelty: [systemic], urgency: [regular]}, basis: Пробни поступак, evidence: inferred}
      - {id: short, kind: min, term: 5d, from: entry, when: {novelty: [minor], urgency: [regular]}, basis: Пробни поступак, evidence: inferred}
      - {id: urgent, kind: min, term: 1d, from: entry, when: {urgency: [urgent]}, basis: Пробни поступак, evidence: inferred}
    outcomes:
      - {id: elapsed, title_sr: Протекло, title_en: Elapsed, next: end, ends: completed}
    basis: Пробни поступак
    evidence: inferred
`
