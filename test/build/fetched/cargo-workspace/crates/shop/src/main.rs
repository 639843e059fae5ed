fn main() {
    println!("{} {}", greeting::text(), money::sum(1, 2));
}
