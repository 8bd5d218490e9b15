package storetest

import (
	"strings"
	"testing"
)

// WithQuorum returns Decided with another quorum of its panel, such as
// `present_above: 50`.
func WithQuorum(t testing.TB, quorum string) string {
	t.Helper()
	const fixed = "quorum: {members: 10, present: 6,"
	if !strings.Contains(Decided, fixed) {
		t.Fatalf("the procedure has no %q", fixed)
	}
	return strings.Replace(Decided, fixed, "quorum: {"+quorum+",", 1)
}

// Decided is a procedure in which every kind of decision is taken.
const Decided = `id: test.decided
version: "2026-01-01"
title_sr: Пробни поступак са свим одлукама
title_en: A procedure for tests with every decision
valid_from: "2026-01-01"
calendar: rs
timezone: Europe/Belgrade
listed: false
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
grounds:
  - {id: treaty, title_sr: Потврђивање међународног уговора, title_en: Ratification of a treaty, basis: Основ за уговоре, evidence: inferred}
  - {id: security, title_sr: Одбрана и безбедност, title_en: Defence and security, basis: Основ за безбедност, evidence: inferred}
bodies:
  - {code: KOLEGIJUM, name_sr: Колегијум, name_en: Panel, collegial: true}
stages:
  - id: collection
    title_sr: Прикупљање
    title_en: Collection
    kind: drafting
    thresholds:
      - {count: 100, basis: Основ за потписе, evidence: inferred}
    outcomes:
      - {id: collected, title_sr: Прикупљено, title_en: Collected, next: committee}
      - {id: short, title_sr: Није прикупљено, title_en: Not collected, next: end, ends: rejected, needs_reasons: true}
    basis: Пробни поступак
    evidence: inferred
  - id: committee
    title_sr: Одлука о расправи
    title_en: Decision on the debate
    kind: decision
    actor: KOLEGIJUM
    collegial: true
    quorum: {members: 10, present: 6, basis: Основ за кворум, evidence: inferred}
    outcomes:
      - {id: required, title_sr: Обавезна је, title_en: Mandatory, next: public_debate}
      - {id: not_needed, title_sr: Није потребна, title_en: Not needed, next: agenda, when: {novelty: [minor]}}
      - {id: without, title_sr: Не спроводи се, title_en: Waived, next: agenda, needs_reasons: true, grounds: [treaty, security], exempts: true, basis: Основ за изузетак}
      - {id: returned, title_sr: Враћено, title_en: Returned, next: collection, needs_reasons: true}
    basis: Пробни поступак
    evidence: inferred
  - id: public_debate
    title_sr: Јавна расправа
    title_en: Public debate
    kind: consultation
    docs: [act]
    channels: [own_site]
    windows:
      - {id: debate, kind: min, term: 20d, floor: 10d, grounds: [security], from: publication, basis: Основ за рок, evidence: inferred}
      - {id: comments, kind: comment_min, term: 15d, from: publication, basis: Основ за коментаре, evidence: inferred}
    outcomes:
      - {id: closed, title_sr: Завршена, title_en: Closed, next: report}
    basis: Пробни поступак
    evidence: inferred
  - id: report
    title_sr: Извештај
    title_en: Report
    kind: report
    windows:
      - {id: report, kind: max, term: 15d, from: "stage:public_debate", basis: Основ за извештај, evidence: inferred}
    outcomes:
      - {id: published, title_sr: Објављен, title_en: Published, next: revision}
    lapse: published
    basis: Пробни поступак
    evidence: inferred
  - id: revision
    title_sr: Усклађивање
    title_en: Revision
    kind: drafting
    docs: [act]
    gates:
      - {code: material_change_decided, basis: Основ за измене}
      - {code: every_comment_answered, basis: Основ за одговоре}
    outcomes:
      - {id: revised, title_sr: Усклађено, title_en: Revised, next: agenda}
      - {id: new_debate, title_sr: Нова расправа, title_en: A new debate, next: public_debate, needs_reasons: true}
    basis: Пробни поступак
    evidence: inferred
  - id: agenda
    title_sr: Дневни ред
    title_en: Agenda
    kind: check
    gates:
      - {code: debate_decided, basis: Основ за расправу}
    outcomes:
      - {id: ordinary, title_sr: Редован поступак, title_en: Regular procedure, next: wait}
      - {id: urgent, title_sr: Хитан поступак, title_en: Urgent procedure, next: wait, needs_reasons: true, grounds: [security], sets: {urgency: urgent}}
      - {id: unprepared, title_sr: Без припреме, title_en: Without preparation, next: wait, approver: signer, needs_reasons: true, exempts: true, grounds: [security], basis: Основ за припрему}
    basis: Пробни поступак
    evidence: inferred
  - id: wait
    title_sr: Чекање
    title_en: Wait
    kind: wait
    windows:
      - {id: regular, kind: min, term: 15d, floor: 5d, grounds: [security], from: entry, when: {urgency: [regular]}, basis: Пробни поступак, evidence: inferred}
      - {id: urgent, kind: min, term: 1d, from: entry, when: {urgency: [urgent]}, basis: Пробни поступак, evidence: inferred}
    outcomes:
      - {id: elapsed, title_sr: Протекло, title_en: Elapsed, next: end, ends: completed}
    basis: Пробни поступак
    evidence: inferred
`
