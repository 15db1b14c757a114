import Glibc

// Answers each line of standard input with one line on standard output, in order and at once.
var driver = Driver()
var lines = StandardInput()
while let line = lines.next() { driver.answer(line).write() }
