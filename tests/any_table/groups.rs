//! Groups: their codes, defaults and keys.

use errcodes::{ErrorCode, Group};

#[test]
fn each_code_is_in_exactly_one_group() {
    let codes: Vec<_> = Group::ALL.iter().flat_map(|group| group.codes()).copied().collect();
    assert_eq!(codes, ErrorCode::ALL);
    for &group in Group::ALL {
        assert!(group.codes().iter().all(|code| code.group() == group));
        if let Some(default) = group.default_code() {
            assert!(group.codes().contains(&default) && default.numeric().is_some());
        }
    }
}

#[test]
fn only_the_exact_key_finds_a_group() {
    for &group in Group::ALL {
        let key = group.as_str();
        assert_eq!((Group::from_key(key), key.parse()), (Some(group), Ok(group)));
        for miss in [key.to_uppercase(), format!("{key}_"), key[1..].to_owned(), String::new()] {
            assert_eq!(Group::from_key(&miss), None, "{miss}");
            assert_eq!(miss.parse::<Group>().unwrap_err().as_str(), miss);
        }
    }
    let long = "x\n".repeat(100).parse::<Group>().unwrap_err();
    assert_eq!(long.as_str().len(), 63);
    assert!(long.to_string().starts_with(r#"unknown group "x\nx\n"#) && long.to_string().ends_with('…'));
}

#[cfg(feature = "serde")]
#[test]
fn serde_writes_a_status_as_its_number_and_a_group_as_its_key() {
    use errcodes::Status;

    for &group in Group::ALL {
        let json = format!("\"{group}\"");
        assert_eq!(serde_json::to_string(&group).unwrap(), json);
        assert_eq!(serde_json::from_str::<Group>(&json).unwrap(), group);
    }
    let error = serde_json::from_str::<Group>("\"no such group\"").unwrap_err().to_string();
    assert!(error.starts_with(r#"unknown group "no such group""#), "{error}");

    for number in 0..=u16::MAX {
        let (status, json) = (Status::from_u16(number), number.to_string());
        match (serde_json::from_str::<Status>(&json), status) {
            (Ok(read), Some(status)) => {
                assert_eq!(read, status);
                assert_eq!(serde_json::to_string(&status).unwrap(), json);
                assert_eq!(serde_json::from_str::<Status>(&format!("{number}.0")).unwrap(), status);
            }
            (Err(error), None) => {
                assert!(error.to_string().starts_with(&format!("unknown HTTP status {number} at")), "{error}");
            }
            (read, status) => panic!("{number}: {read:?}, {status:?}"),
        }
    }
}
