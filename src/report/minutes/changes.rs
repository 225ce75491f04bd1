//! What was changed since the review before, as the minutes tell it.

use crate::domain::house::said::Words;
use crate::report::document::Document;
use crate::workflow::review::Proceedings;
use crate::workflow::review::changes::Changes;

/// That what follows is told in English, where that is not the language of the document.
pub(super) fn in_english(document: &mut Document, words: &Words) {
    words.says_in_english().into_iter().for_each(|said| document.paragraph(said));
}

/// What was changed since the review before: what earlier meetings left without approved minutes, what looks better, the figures, what is so on one person's word, what
/// was settled by two and what was recorded that is grave whole, the rest counted.
pub(super) fn since_the_last(document: &mut Document, proceedings: &Proceedings, changes: &Changes) {
    let words = proceedings.words();
    for one in &changes.left {
        document.heading(2, one.title(&words));
        in_english(document, &words);
        document.caution(one.left.clone());
        document.list(one.said.clone());
    }
    let sentence = |words: String| format!("{words}.");
    let better = changes.better.iter().map(|one| sentence(one.words())).collect();
    let alone = changes.alone.iter().map(|one| sentence(one.words())).collect();
    let figures = changes.figures.iter().map(|one| sentence(one.words())).collect();
    let recorded = changes.recorded_told().map(|one| sentence(one.words())).chain(changes.of_recorded_cut()).collect();
    let settled = changes.settled.iter().map(|one| sentence(one.words())).chain(changes.confirmed.clone()).collect();
    let parts: [(_, Vec<String>); 5] = [
        (changes.of_better(&words), better),
        (changes.of_figures(&words), figures),
        (changes.of_alone(&words), alone),
        (changes.of_settled(&words), settled),
        (changes.of_recorded(&words), recorded),
    ];
    for ((title, nothing), lines) in parts {
        document.heading(2, title);
        match lines.is_empty() {
            true => document.paragraph(nothing),
            false => {
                in_english(document, &words);
                document.list(lines);
            }
        }
    }
    let (title, nothing) = changes.of_others(&words);
    document.heading(2, title);
    let counted = changes.counted();
    if !counted.is_empty() {
        in_english(document, &words);
    }
    changes.others.remarks.iter().for_each(|remark| document.caution(remark.clone()));
    // What was said, decided or ruled otherwise is told in words; interests are, where the meeting is.
    let rows = changes.others.rows.iter().filter(|one| !one.is_of(&proceedings.meeting.interests));
    let heavy = rows.filter_map(|one| one.told_everywhere()).map(sentence);
    document.list(heavy.collect());
    document.paragraph(match counted {
        counted if counted.is_empty() => nothing,
        counted => format!(
            "Counted: {counted}. “review changes {} --all” has each change in words; what is new stands in its register.",
            proceedings.meeting.review.reference()
        ),
    });
}
