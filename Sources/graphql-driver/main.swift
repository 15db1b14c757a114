import Glibc

if CommandLine.arguments.count > 1 {
    print("graphql-driver answers each line of standard input, one JSON request, with one line: see README.md.")
    exit(CommandLine.arguments[1] == "--help" ? 0 : 2)
}
// Answers each line of standard input with one line on standard output, in order and at once.
var driver = try Driver()
var input = StandardInput()
while let line = input.next() { StandardOutput.write(driver.answer(line).line) }
