//! Writing out the bytes of evidence: which version is chosen, and it is put beside the file, over nothing that is there.

use crate::domain::record::Record;
use crate::domain::visible::one_line;
use crate::store::output::Folder;
use crate::store::{Error, View};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Answer, Effect, Effects, Notice, open, read};
use crate::workflow::evidence::{Of, VERSIONS, Version, export, sized, versions};
use crate::workflow::reading::Wanted;

use super::chooser::Chooser;

/// The versions of the file of evidence, the newest first, each to be written out.
pub fn choose(evidence: &Record, desk: &Desk) -> Result<Effects, Error> {
    let all = versions(desk.view(), evidence.id)?;
    let mut chooser = Chooser::new(format!("Export which file of {}?", evidence.reference())).called("Export");
    for Version { number, file, until, .. } in all.iter().rev() {
        let note = if until.is_some() { "replaced" } else { "" };
        let record = evidence.clone();
        let (words, number) = (format!("{number}  {}", one_line(&sized(file))), *number);
        chooser.offer(words, note, Answer::does(move |desk| Ok(write(record.clone(), number, desk))));
    }
    let id = evidence.id;
    let sheet = move |_: &Desk| Ok(vec![Effect::Visit(Destination::Sheet(&VERSIONS, Wanted::of(id)))]);
    chooser.offer("What was attested on which", "", Answer::does(sheet));
    Ok(open(chooser))
}

fn write(evidence: Record, number: usize, desk: &Desk) -> Effects {
    let folder = Folder::of(desk.store.path());
    let written = move |view: View| {
        let export = match export(view, &evidence, Of::Number(number)) {
            Ok(export) => export,
            Err(trouble) => return Ok(Err(trouble.why()?.words)),
        };
        let name = export.file_name(&evidence);
        let put = folder.keep(&[(name.as_str(), export.bytes.as_slice())]);
        Ok(put.map(|()| format!("Wrote {name} beside this file: {}", export.words())).map_err(|why| why.to_string()))
    };
    read(desk, written, |written, _| {
        Ok(match written {
            Ok(words) => Notice::good(words).into(),
            Err(why) => Notice::bad(why).into(),
        })
    })
}
