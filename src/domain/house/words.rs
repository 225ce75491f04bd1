//! The words of documents, declared once: each with the section of the files in which it stands, and with what is filled into it.
//! A document asks for one by its name, so that one that there is not, or of which something is not filled in, does not
//! compile; that each shipped file has each of them, a test holds.

/// What is declared of a text.
#[derive(Debug, Clone, Copy)]
pub struct Declared {
    /// Under which it stands: `frame.page`.
    pub key: &'static str,
    /// What is filled in.
    pub filled: &'static [&'static str],
}

/// What is declared under a key.
pub fn declared(key: &str) -> Option<&'static Declared> {
    DECLARED.iter().find(|one| one.key == key)
}

/// The key of a text, by its section and its name.
macro_rules! key {
    ($section:ident $name:ident) => {
        concat!(stringify!($section), ".", stringify!($name))
    };
}

/// Hands every text to a macro.
macro_rules! every_word {
    ($made:ident) => {
        $made! {
            dates {
                date(day, month, year), at(day, time), on_at(day, time), day_and_hour(day, month, time),
                day_and_month(day, month), month_and_year(month, year), span(from, until),
            }
            frame {
                page(page, pages), contents, signature(signer), coded(count), copy(reference, name, hash), addenda, own_words(own), own_word(own, usual),
                addendum(reference, day, who, text, reason, agreed), how_unsaid, untitled, data,
            }
            meeting {
                chair, secretary, place, type_of_meeting, period_reviewed, previous_review, action, owner, subject,
                grounds, version(version), version_of(version, day), and(one, other), told_in_english,
            }
            minutes {
                minutes_of(reference, title), draft_of(day), version_approved(version, day), not_held, circulated,
                draft, draft_since(version, day, approved), draft_since_undated(version, approved),
                approved_by_nobody, approved_by(who), the_chair, the_secretary, approval, not_approved,
                approved(who, day, how), officer(name, role), signer(role, name), next_review_in(reference),
                the_next_review, recorded_by(how, who), in_the_meeting, journal_head, sealed(command), terminals,
                terminal_user, terminal_who, nobody_of_the_file, removed, afterwards,
            }
            meeting_held {
                sittings, held, sitting(day, from, until), not_ended(from), of_sitting(words, number),
                in_the_chair(who, instead), minutes_taken_by(who, instead), standing_in, admitted,
                admitted_for(name, reason), called_for, day_agreed, pack, pack_used(reference, version, day, hash),
                pack_version(reference, version), no_pack, tabled, pack_short(count, asked), not_counted(lacked),
                one_person, recorded_after(days), on_recorded_after(day, days), sealed_minutes(told),
                with_hash(version, hash), with_head(version, hash, head),
            }
            results {
                at_a_glance, result(what, result), decided, actions(count), first_due(actions, day), to_be_done,
                judged, meeting_not_over, results_of_review, not_concluded, not_judged, of_the_system, judgement,
                reason, provisional_only(decision), none_because(reason), not_answered, by_mandate(name, member),
                improvement, system_changes, top_took_part, without_it, in_part(item), next_review_by,
            }
            attendance {
                attendance, no_attendance, came_late, votes, does_not_vote, votes_decides, decides_only,
                stands_for(member, mandate, vote), top_management, name, capacity, how, from, to, remarks,
                roll_by(who), nothing_known(names), no_member_any_more(why), term_ended(name, day),
                term_begins(name, day), interests, no_interests, standing(consequence), declared_after(decisions),
                withdrawn(moment, who, reason),
            }
            items {
                figures_of_pack, to_be_presented, presented, there_in_part(name), not_there(name), actions_agreed,
                time_taken(minutes), time_taken_of(minutes, allotted), discussed, discussed_so(outcome),
                noted_so(outcome), deferred_so(outcome), not_considered, without_top, partly_without_top,
                previous_review_approved(day, reference), previous_meeting_approved(day, reference),
                agreed(reference, title, owner, due), no_owner, no_day, by_day(day), confirmed_done, done_on,
                beside_agenda, noted_by(text, who), ratified_here, set_aside, all_of_review, all_of_meeting, due,
                arose_from, note_removed(text, who), note_removed_because(text, who, reason),
                note_unprinted(reference, who), note_unprinted_because(reference, who, reason),
                note_reworded(reference, who, text), note_said(text), changed_by(what, who),
                changed_by_because(what, who, reason), worded_otherwise(who, was), nothing,
            }
            decisions {
                replaces, replaced_by, reached, reached_by_top(who), voted, majority, ballots, declared,
                count_by(who), rest_by(who), for_it, for_asked, against, against_asked, abstaining, abstaining_asked,
                recused, by_delegate(who), as_declared, casting_vote, advice, quorum, quorum_ratified,
                few(needed, seats), few_since(needed, seats, day, who), ratified, ratified_now, ratified_later,
                decided_on, why, typed_by, before, without_quorum, voted_anew(day, count),
                carried_before(day, quorum), respelled(who), decided_with(what, who), now_said(was, is),
                quoted(text), corrected(day, chair, secretary, is, was, reason), corrected_votes(turned),
                corrected_typed(who), no_result, no_vote, no_objection, carried(how), carried_plain,
                not_carried(how), not_carried_plain, provisional(how), provisional_unopposed, provisional_plain,
                by_casting(count), with_recused(count, recused), decided_by_top(who), against_by_top(who),
                provisional_by_top(who), a_tie(how), superseded, superseded_by(reference), decision_withdrawn,
                deferred, proposed_only,
            }
            said {
                in_a_meeting, in_meeting(meeting), by_message, by_signature, by_themselves, not_on_file, told_only,
                put_on_file(reference, who), put_on_file_by_owner(reference, who, what), themselves,
                in_the_name_of(who, name), the_user(user), typed_nothing_on_file(who), typed_on_file(who, filed),
                and_by, voided(day, who), voided_because(day, who, reason),
            }
            written {
                decided_in_writing, sent_on, closing_day, basis, answers_count, asked, asked_of(asked, seats),
                by_whom, did_not_answer, why_withdrawn, who, answer, on, given, words, typed(given, who),
                before_said(before), reply_typed(reply, who), not_counted_yet, waits_to_be_counted(what, count, why),
                drawn_up, sent, taken_back, counted, done_by(what, who),
            }
            changes {
                since_review(reference), since_begun, late_on(day), nothing_late(day), left_behind(meeting), minutes_not_approved(meeting),
                since_pack(reference, day), looks_better(since), nothing_better(since), figures_turned(since),
                no_figures(since), on_one_word(since), not_on_one_word(since), settled(since),
                nothing_settled(since), recorded(since), nothing_recorded(since), others(since), no_others(since),
            }
            pack {
                pack_of(reference, title), as_of(day), draft_pack, date_of_meeting, period, counted_as_new,
                nothing_yet(day), everything_to(day), voting_members, guests, no_previous, agenda, item_column,
                clause, own_item, time, presented_by, unspoken, cut(count), cut_of(count, registers), commentary,
                commentary_of(who), commentary_by(title, who), commentary_typed(title, who), commentary_missing(who),
                proposed, figure_column, now, last_review, change, earlier_reviews, not_known, nothing_to_compare,
                since(what, day), so_far(what), since_then(what), over_time, how_it_stands, values, series_from,
                series_to, what, state, day_column, no_longer_proven(state), not_verified_here(state), carried_over(state), remark,
                late(day), by_one_person(number), number, to_consider, to_decide(which), asked_of_meeting, presenter(who, time),
                annexes, annex(number, title), behind_it(number), more_in_annex(count, number), decisions_asked, decision,
                why_now, if_not, not_recorded, nothing_laid, goes_on(day), late_here, beyond_limit, was(before), was_better(before),
                was_worse(before), was_same(before), was_not_told, before_that(values),
            }
            charts {
                series(count, from, to, value), target_line, warning_line, critical_line, with_value(what, value), of_its_time(what),
                beyond_warning, beyond_critical, period_column, value_column, stood_column, limits_column, stands(how, day, value),
                open_risks, risks_say(count), likelihood, impact, axes(down, along), in_brackets(reference),
                moves_not_told(reference), not_placed(count),
            }
            statement {
                statement_of, stands_on(day), statement_draft(number), no_control, controls(count), applies(number), not_applies(number),
                not_said(number), summed(controls, applicable, how, without, unsaid), in_state(number, state), without_status,
                due_late(day, days),
            }
            invitation {
                invitation(title, day), cancelled(title, day), letter(name, text, secretary, organisation),
                invited(title, day, place, agenda, pack), called_off(title, day), place_line(place),
                agenda_items(count, items), pack_attached,
            }
            told {
                by_quarter(what), too_many, unchanged, median_days(count), median_of_none, median_not_reached,
                awaiting_from(day), at_once(what), at_once_on(what, day), by_nobody(what), by_nobody_on(what, day),
                approved_afterwards(who, late), approval_typed(who), change_taken_back, looked_back(who, text),
                with_voided(what, which), with_recorded(what, which), no_internal_audit, mock_audits(since, open),
                reported_again(times), transcribed, repeated, decided_in_writing_on(day), decided_in(meeting, day),
                left_by(meeting), first_due_on(day), carried_once, carried_twice, carried_often(times),
                extended_once, extended_twice, extended_often(times), stands_so(what, state), no_issue,
                not_looked_at(count, all, which), no_party, no_need, undecided(count, all),
                unanswered_outside(number), more_received(number), received_on(day, who),
                answered_on(day, who, text), answer_typed(who), it_said(text), received_before(text),
                answer_said(text), no_incident, open_since(day), closed_on(day), closed_late(late),
                to_be_reported(authority), due_on(day), cut_by_severity(number, parts),
                of_severity(number, severity), of_no_severity(number), no_kpi, no_recent(count, kpis), kpis(count),
                not_measured(which), last_critical(which), target(value), then_in_unit(former),
                last_known(label, known, value, day), too_few_points, period_to(day), no_value_for(periods),
                no_nonconformity, on_words(number, which), in_cycle(number), no_risk, no_level(count, all),
                run_out(number), risen(number), after_treatment(level), was_called(what, name),
                was_excluded(what, who, late, reason), was_lowered(what, who, late, reason),
                was_retired(what, late, reason), no_reason, nobody, and_more(names, number),
            }
            board {
                board_report, from_registers(day), from_review(review, day), is_sealed, is_not_sealed,
                draft_unsealed(review), draft_unreviewed, none_reviewed, held_later(which, rests),
                rests_sealed(minutes, version, hash), rests_unsealed(review), rests_nothing,
                rests_on(what, day, place, head), received_for_board, asked_of_board, none_proposed(review), none_called,
                grant(what), grant_of(what, amount), needed_in(days), needed_today, needed_late(days), promised_at(review),
                promised_at_and_before(review), none_promised(review), cut_actions(count, late), late_of_them(number),
                none_late, days_late(state, count), done_to_confirm, due_no_day, critical_and_moved,
                none_beyond, none_measured, beyond_too(note, which), figure_risks, figure_kpis, figure_cases,
                figure_actions, figure_incidents, figure_median, no_record_of(what), too_many_open, part_of(number, what),
                part_worse(told, change), part_better(told, change), before_period(before), not_told_then, no_review_yet,
                critical_today(which), nothing_critical, unknown_kpis, unknown_risks, unknown_both, none_asked,
                asked_today(count), judged_nothing(review), judged_so(review, so), judged_in_part(review, so, left),
                suitable, adequate, effective, adequately_resourced, in_part_so(so), not_so(so), critical_risks(count),
                late_majors(count), failed_actions(count), more_kpis(count), with_limit(value, limit),
                when_measured(value, day),
            }
            action_list {
                actions_of(who), as_of_day(day), to_do_sum(actions, late, done), cut_last_due(most), to_do,
                done_unconfirmed, due_column, came_from, evidence, stood_before, done_day(day), none_yet,
            }
            audit_report {
                report_of(reference, title), draft_report(state), reported_before, mock_audit, those_who_audited,
                transcribed_from(whose), report_reopened(count), nothing_concluded, no_finding, graded(number, grade), of_no_grade(number),
                made_findings(count, graded), nobody_audits, body_audits(body), lead_auditor, auditor,
                lapsed_on(day), not_yet_valid, valid_until(day), no_programme, by_judgement, chosen, not_chosen,
                all_of_them, nothing_to_compare_audits, findings_withdrawn(number), none_raised, an_earlier_finding,
                degree_unknown, all_audited, some_not_audited(left, all), degree(fulfilled, count, wrong, left),
                no_checklist, typed_by_others(number), answered_by_strangers(number), answered_until(answer, day),
                answered_then(told, answer), answered_then_by(told, answer, who), is_sampling, all_looked_at,
                some_not_looked_at(left), no_scope, not_reported_yet, received_for_audited, reported_on_day(day),
                who_at(who, at), grade_withdrawn(grade),
            }
            case {
                case_stands_on(day), nothing_on_record, said_recorded_by(said, who), put_off(count, day, who),
                raised_by(day, who), limits_between(low, high), limit_at_least(low), limit_at_most(high), not_analysed,
                of_earlier_cycle(state), root_cause, shown_by(what), so_that(cause, effect), only_suspected, on_no_branch,
                nothing_found, before_it, after_it, failed_share(when, failed, tested, percent, low, high), fewer_fail(p),
                more_fail(p), may_be_chance(p), p_below(least), no_test_before, tested_before_done, actions_not_done,
                mean_of(when, mean, values), value_count(count), no_value_before, no_value_after, last_value(value, day),
                higher_is_better, lower_is_better,
            }
            criteria {
                none_fails(of), at_most_fail(count, of), share_fails(most), share_of_fails(most, of), by_upper_bound(share),
                within_limits(count), no_repeat(until, records), record_count(count),
                not_verified_by(day, consequence, name),
            }
            whereabouts {
                held_at_looked(address, day, who), as_typed(said, who), held_at_unlooked(address),
                on_paper_kept(place, who), on_paper_in(place), bytes_here(size), bytes_erased(size),
                bytes_elsewhere(size, place, day),
            }
            kept {
                for_it_count(a), against_count(a), abstaining_count(count), recused_count(a), recused_in(a),
                recused_out(a), silent_count(a), cast_are(a, b), cast_is(b), present_are(a, b), present_is(b),
                members_are(a, b), members_is(b), none_cast(b), none_present(b), none_members(b), are_needed(a),
                is_needed, tie, tie_fails, tie_nobody, tie_chair, tie_no_vote, tie_against, tie_for, tie_of(a, b),
                kept_carried, kept_not_carried, consensus, nobody_for, nobody_against, members_present(a, b),
                needed(a), no_quorum_asked, entitled_for(a, b), half_entitled(a), thirds_entitled(a),
                all_entitled(a), unanswered(a), seats_took_part(a, b), seats_quorum(a), no_pack_tabled,
                chair_missing, top_missing,
            }
        }
    };
}

pub(super) use {every_word, key};

macro_rules! declarations {
    ($($section:ident { $($name:ident $(($($place:ident),+))?),+ $(,)? })+) => {
        /// Every text.
        pub static DECLARED: &[Declared] = &[$($(
            Declared { key: key!($section $name), filled: &[$($(stringify!($place)),+)?] },
        )+)+];
    };
}

every_word!(declarations);
