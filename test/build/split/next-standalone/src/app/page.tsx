export default function Page() {
  return <h1>Words</h1>;
}
