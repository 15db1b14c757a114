// Answers each line of standard input with one line on standard output, in order and at once.
var driver = try Driver()
var input = StandardInput()
while let line = input.next() { StandardOutput.write(driver.answer(line).line) }
