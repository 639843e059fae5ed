pub fn text() -> &'static str {
    include_str!("source.txt").lines().next().unwrap_or("")
}
