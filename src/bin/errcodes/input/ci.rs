//! The environment variables in which CI systems name the base of a pull request.

use std::env;

/// Returns the revisions that CI names as the base of a pull request: first commits, then branches.
pub fn bases() -> Vec<String> {
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let commits = ["CI_MERGE_REQUEST_DIFF_BASE_SHA", "BITBUCKET_PR_DESTINATION_COMMIT"];
    let branches = [
        "GITHUB_BASE_REF",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
        "BITBUCKET_PR_DESTINATION_BRANCH",
        "SYSTEM_PULLREQUEST_TARGETBRANCH",
        "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
        "CHANGE_TARGET",
        "DRONE_TARGET_BRANCH",
        "CI_COMMIT_TARGET_BRANCH",
    ];
    let mut bases: Vec<_> = commits.iter().filter_map(|name| variable(name)).collect();
    let travis =
        variable("TRAVIS_PULL_REQUEST").filter(|number| number != "false").and_then(|_| variable("TRAVIS_BRANCH"));
    // In a merge queue of GitHub, the name of the branch contains the base: `gh-readonly-queue/main/pr-7-…`.
    let queue = variable("GITHUB_REF_NAME").and_then(|name| {
        let (base, _) = name.strip_prefix("gh-readonly-queue/")?.rsplit_once("/pr-")?;
        Some(base.to_owned())
    });
    let branches = branches.iter().filter_map(|name| variable(name)).chain(travis).chain(queue);
    bases.extend(branches.map(|name| format!("origin/{}", name.trim_start_matches("refs/heads/"))));
    bases
}
