//! Signatures under sealed minutes: of keys that people have on record, checked here and by anybody elsewhere.

use std::fs;
use std::process::{Command, Stdio};

use ssh_key::private::{Ed25519Keypair, PrivateKey};
use ssh_key::{HashAlg, LineEnding, SshSig};

use super::held::{script, seal, words};
use super::tools::{has, ok, sealed_bytes};
use crate::fixture::Fixture;
use crate::screen::desk::Desk;

/// A key that follows from a number.
fn key(seed: u8) -> PrivateKey {
    PrivateKey::from(Ed25519Keypair::from_seed(&[seed; 32]))
}

fn public(seed: u8) -> String {
    key(seed).public_key().to_openssh().unwrap()
}

/// What `ssh-keygen -Y sign` would write.
fn signature(seed: u8, namespace: &str, bytes: &[u8]) -> String {
    let signed: SshSig = key(seed).sign(namespace, HashAlg::Sha512, bytes).unwrap();
    signed.to_pem(LineEnding::LF).unwrap()
}

/// Iris Falk, who chairs, has a key, and the minutes of the first review are sealed.
fn sealed() -> Fixture {
    Fixture::after(|fixture| {
        seal(fixture);
        let key = public(1);
        fixture.ok(&[
            "person",
            "edit",
            "Iris Falk",
            "--address",
            "iris@aldgate.example",
            "--signing-keys",
            &key,
            "--reason",
            "Her key, read out by her",
        ]);
    })
}

/// What is signed: the sealed minutes as they are kept for programs.
fn json(fixture: &Fixture) -> Vec<u8> {
    sealed_bytes(fixture, "review minutes MR-1 --format json").into_bytes()
}

/// Hands a signature over; what was said, and the code.
fn sign(fixture: &Fixture, armored: &str) -> (u8, String) {
    let path = fixture.folder().join("handed.sig");
    fs::write(&path, armored).unwrap();
    let run = fixture.run(&["review", "sign", "MR-1", "--signature", path.to_str().unwrap()]);
    (run.code, run.out + &run.err)
}

fn out(fixture: &Fixture) -> std::path::PathBuf {
    let folder = fixture.folder().join("out");
    fs::create_dir(&folder).unwrap();
    fixture.ok(&["review", "seal", "MR-1", "--to", folder.to_str().unwrap()]);
    folder
}

#[test]
fn a_signature_of_a_key_on_record_stands_under_the_minutes_and_is_told() {
    let fixture = sealed();
    let (code, said) = sign(&fixture, &signature(1, "gavel-minutes", &json(&fixture)));
    assert_eq!(code, 0, "{said}");
    has(&said, &["SIG-1", "Iris Falk signed with the key SHA256:", "put on record by P-1 Rosa Lindt on"]);
    has(&ok(&fixture, "review verify MR-1"), &["SIG-1: P-2 Iris Falk signed with the key SHA256:", "MR-1 holds"]);
    let (code, said) = sign(&fixture, &signature(1, "gavel-minutes", &json(&fixture)));
    assert_ne!(code, 0, "{said}");
    has(&said, &["SIG-1 is of that key already"]);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn other_bytes_another_key_another_purpose_and_a_key_that_was_taken_away_are_refused() {
    let fixture = sealed();
    let bytes = json(&fixture);
    let mut changed = bytes.clone();
    changed[bytes.len() / 2] ^= 1;
    for (armored, why) in [
        (signature(1, "gavel-minutes", &changed), "and not of these minutes"),
        (signature(2, "gavel-minutes", &bytes), "which nobody has on record"),
        (signature(1, "git", &bytes), "It was made for “git”"),
        ("no signature".to_owned(), "It is no signature as ssh-keygen writes it"),
        (String::new(), "Signature is empty"),
    ] {
        let (code, said) = sign(&fixture, &armored);
        assert_ne!(code, 0, "{said}");
        has(&said, &[why]);
    }
    assert_eq!(ok(&fixture, "signature list --json").trim(), "[]");
    assert_eq!(sign(&fixture, &signature(1, "gavel-minutes", &bytes)).0, 0);
    fixture.ok(&words("person edit P-2 --clear signing-keys --reason 'The laptop was stolen'"));
    let told = fixture.run(&["review", "verify", "MR-1"]);
    assert_ne!(told.code, 0, "{}", told.out);
    has(
        &told.out,
        &["MR-1 does not hold", "SIG-1 of P-2 Iris Falk holds no more", "was taken from the record of Iris Falk"],
    );
    let folder = out(&fixture);
    assert!(!folder.join("allowed_signers").exists(), "what holds no more is not handed on");
    has(
        &fs::read_to_string(folder.join("VERIFY.md")).unwrap(),
        &["No signature of a key stands", "SIG-1 of P-2 Iris Falk holds no more. It is of the key"],
    );
}

#[test]
fn a_private_key_is_refused_and_repeated_nowhere() {
    let fixture = sealed();
    let secret = key(2).to_openssh(LineEnding::LF).unwrap();
    let refused = |typed: &str| fixture.fails(1, &["person", "edit", "Iris Falk", "--signing-keys", typed]);
    let told = refused(secret.as_str());
    has(&told, &["That is a private key", ".pub"]);
    assert!(!secret.lines().any(|line| told.contains(&line[..line.len().min(8)])), "{told}");
    has(&refused(&format!("{}\nssh-rsa AAAAB3NzaC1", public(2))), &["Line 2 is no public key of Ed25519"]);
}

#[test]
fn a_key_is_one_and_of_one_person_and_the_next_review_is_told_of_it() {
    let fixture = sealed();
    let edit = |who: &str, key: &str| {
        let run = fixture.run(&["person", "edit", who, "--signing-keys", key, "--reason", "New laptop"]);
        (run.code, run.out + &run.err)
    };
    let rsa = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7 carla@laptop";
    for (key, why) in [
        (rsa, "no public key of Ed25519"),
        ("my key", "no public key of Ed25519"),
        (&public(1), "of Iris Falk already"),
    ] {
        let (code, said) = edit("Carla Stein", key);
        assert_ne!(code, 0, "{said}");
        has(&said, &[why]);
    }
    assert_eq!(edit("Carla Stein", &public(3)).0, 0);
    // Several keys, one a line: the old one holds for what it signed.
    assert_eq!(edit("Carla Stein", &format!("{}\n{}", public(3), public(4))).0, 0);
    script(&fixture, "review call --date 2027-05-20 --chair 'Iris Falk' --secretary 'Rosa Lindt'");
    has(&ok(&fixture, "review changes MR-2"), &["Signing keys"]);
    has(&ok(&fixture, "review minutes MR-2"), &["Carla Stein", "Signing keys"]);
}

/// Whoever sits at the terminal of another user signs for nobody else unseen.
#[test]
fn who_put_a_key_on_record_and_who_handed_a_signature_over_is_told() {
    let fixture = Fixture::after(seal);
    script(&fixture, "person edit P-2 --os-user iris");
    fixture.ok(&["--as", "P-2", "person", "edit", "P-2", "--signing-keys", &public(1)]);
    let path = fixture.folder().join("handed.sig");
    fs::write(&path, signature(1, "gavel-minutes", &json(&fixture))).unwrap();
    let said = fixture.ok(&["--as", "P-2", "review", "sign", "MR-1", "--signature", path.to_str().unwrap()]);
    let typed = "P-1 Rosa Lindt, in the name of P-2 Iris Falk";
    has(&said, &[&format!("put on record by {typed} on"), &format!("handed over by {typed}")]);
    script(&fixture, "review call --date 2027-05-20 --chair 'Iris Falk' --secretary 'Rosa Lindt'");
    has(&ok(&fixture, "review minutes MR-2"), &["SIG-1", "Signature of Iris Falk under MIN-", typed, "SHA256:"]);
    let folder = out(&fixture);
    has(&fs::read_to_string(folder.join("VERIFY.md")).unwrap(), &[typed]);
    // It is told by the file in which it is handed on, and not by its letters.
    let sums = fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
    let (hash, name) = sums.lines().find(|line| line.ends_with(".SIG-1.sig")).unwrap().split_once("  ").unwrap();
    let changes = fixture.json("review changes MR-2").to_string();
    has(&changes, &[&format!("{name}, SHA-256 {hash}")]);
    assert!(!changes.contains("SSH SIGNATURE"), "{changes}");
}

#[test]
fn a_stranger_proves_the_folder_with_the_tools_of_any_system() {
    let fixture = sealed();
    let bytes = json(&fixture);
    assert_eq!(sign(&fixture, &signature(1, "gavel-minutes", &bytes)).0, 0);
    let scan = fixture.folder().join("scan.pdf");
    fs::write(&scan, "signed by hand").unwrap();
    let minutes = format!("MIN-{}", fixture.json("minutes list").as_array().unwrap().len());
    fixture.ok(&["evidence", "add", "Signed copy", "--about", &minutes, "--file", scan.to_str().unwrap()]);
    let folder = out(&fixture);
    let names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
    let signed = names.iter().find(|name| name.ends_with(".json") && name.contains("minutes")).unwrap();
    for part in [
        "-pack-1.json",
        "-minutes-2.pdf",
        "-minutes-2.docx",
        " scan.pdf",
        ".SIG-1.sig",
        "allowed_signers",
        "SHA256SUMS",
        "VERIFY.md",
    ] {
        assert!(names.iter().any(|name| name.ends_with(part)), "{part}: {names:?}");
    }
    assert_eq!(fs::read(folder.join(signed)).unwrap(), bytes);
    let all = names.iter().map(|name| folder.join(name).display().to_string()).collect::<Vec<_>>();
    let all = all.iter().map(String::as_str).collect::<Vec<_>>();
    let known = fixture.ok(&[&["review", "verify", "MR-1"][..], &all].concat());
    has(&known, &["MR-1-minutes-2.docx, as “review seal --to” writes it", "SHA256SUMS, as “review", "MR-1 holds"]);
    fs::write(folder.join("VERIFY.md"), "forged").unwrap();
    let told = fixture.run(&["review", "verify", "MR-1", folder.join("VERIFY.md").to_str().unwrap()]);
    has(&told.out, &["VERIFY.md is none of the documents of this review"]);
    fs::remove_dir_all(&folder).unwrap();
    let folder = out(&fixture);
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let sums = read("SHA256SUMS");
    assert_eq!(sums.lines().count(), names.len() - 1, "each file but the list itself: {sums}");
    has(&read("VERIFY.md"), &["sha256sum -c SHA256SUMS", "-I iris@aldgate.example -n gavel-minutes", signed]);
    has(&read("allowed_signers"), &["iris@aldgate.example namespaces=\"gavel-minutes\" ssh-ed25519 "]);

    // The three commands of the guide, where the machine has the tools.
    let verify = |signed: &str| {
        let from = fs::File::open(folder.join(signed)).unwrap();
        let sig = names.iter().find(|name| name.ends_with(".sig")).unwrap();
        Command::new("ssh-keygen")
            .args([
                "-Y",
                "verify",
                "-f",
                "allowed_signers",
                "-I",
                "iris@aldgate.example",
                "-n",
                "gavel-minutes",
                "-s",
                sig,
            ])
            .current_dir(&folder)
            .stdin(from)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .output()
    };
    match verify(signed) {
        Err(_) => println!("There is no ssh-keygen here: nothing was checked with it"),
        Ok(done) => {
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
            has(&String::from_utf8_lossy(&done.stdout), &["Good \"gavel-minutes\" signature for iris@aldgate.example"]);
            let forged = String::from_utf8(bytes).unwrap().replacen("carried", "refused", 1);
            fs::write(folder.join("forged.json"), forged).unwrap();
            assert!(!verify("forged.json").unwrap().status.success(), "forged minutes");
        }
    }
    let check =
        |folder: &std::path::Path| Command::new("sha256sum").args(["-c", "SHA256SUMS"]).current_dir(folder).output();
    match check(&folder) {
        Err(_) => println!("There is no sha256sum here: nothing was checked with it"),
        Ok(done) => {
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
            fs::write(folder.join(signed), "forged").unwrap();
            assert!(!check(&folder).unwrap().status.success(), "forged minutes");
        }
    }
}

#[test]
fn ssh_keygen_signs_by_itself_and_is_run_here() {
    let fixture = sealed();
    let path = fixture.folder().join("id_ed25519");
    fs::write(&path, key(1).to_openssh(LineEnding::LF).unwrap().as_bytes()).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    if Command::new("ssh-keygen").arg("-?").output().is_err() {
        println!("There is no ssh-keygen here: nothing was signed with it");
        return;
    }
    let said = fixture.ok(&["review", "sign", "MR-1", "--key", path.to_str().unwrap()]);
    has(&said, &["SIG-1", "Iris Falk signed with the key"]);
}

#[test]
fn the_next_review_prints_what_the_minutes_before_are_told_by() {
    let fixture = sealed();
    let minutes = fixture.json("minutes list");
    let sealed = minutes.as_array().unwrap().iter().find(|one| one["fields"]["sealed"] == true).unwrap();
    let told = [sealed["fields"]["sha256"].as_str().unwrap(), sealed["fields"]["head"].as_str().unwrap()];
    script(&fixture, "review call --date 2027-05-20 --chair 'Iris Falk' --secretary 'Rosa Lindt'");
    has(&ok(&fixture, "review pack MR-2"), &told);
    has(&ok(&fixture, "review minutes MR-2"), &told);
}

#[test]
fn an_address_that_a_shell_would_cut_or_that_two_people_share_names_nobody_else() {
    let fixture = sealed();
    assert_eq!(sign(&fixture, &signature(1, "gavel-minutes", &json(&fixture))).0, 0);
    let guide = |fixture: &Fixture| fs::read_to_string(out(fixture).join("VERIFY.md")).unwrap();
    let shared = fixture.copy();
    fixture.ok(&["person", "edit", "Iris Falk", "--address", "iris.o'dea@aldgate.example"]);
    has(&guide(&fixture), &[r"-I 'iris.o'\''dea@aldgate.example' -n"]);
    script(&shared, "person edit 'Ben Okafor' --address IRIS@aldgate.example");
    let told = guide(&shared);
    assert!(told.contains("-I P-") && !told.contains("-I iris@"), "{told}");
}

#[test]
fn what_is_on_file_and_can_t_be_handed_over_is_told() {
    let fixture = sealed();
    let minutes = format!("MIN-{}", fixture.json("minutes list").as_array().unwrap().len());
    let scan = fixture.folder().join("by hand:scan.pdf");
    fs::write(&scan, "signed by hand").unwrap();
    fixture.ok(&["evidence", "add", "Signed copy", "--about", &minutes, "--file", scan.to_str().unwrap()]);
    let folder = out(&fixture);
    assert!(folder.join("E-1 by hand_scan.pdf").exists(), "{:?}", fs::read_dir(&folder).unwrap().collect::<Vec<_>>());
    fs::remove_dir_all(&folder).unwrap();
    script(&fixture, "erase evidence E-1 file --approved-by 'Ben Okafor' --reason 'Asked for'");
    has(&fs::read_to_string(out(&fixture).join("VERIFY.md")).unwrap(), &["not in this folder", "of E-1 are erased"]);
}

#[test]
fn by_keys_the_folder_for_a_stranger_is_made_beside_the_file_and_the_next_one_beside_that() {
    let fixture = sealed();
    let mut desk = Desk::new(&fixture);
    for folder in ["MR-1-sealed", "MR-1-sealed-2"] {
        desk.press("2 s").text("write").press("Enter").sees("VERIFY.md says how a stranger proves them");
        for file in ["MR-1-minutes-2.json", "MR-1-minutes-2.pdf", "SHA256SUMS", "VERIFY.md"] {
            assert!(fixture.folder().join(folder).join(file).exists(), "{folder}/{file}");
        }
    }
}
