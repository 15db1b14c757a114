import Glibc

/// Writes at once, so that a program that reads our output sees each line when it is written.
///
/// Arguments and files may hold anything; whatever of them is said is on one line and steers no terminal.
enum Terminal {
    static func say(_ line: String) { write(line.onOneLine + "\n", to: STDOUT_FILENO) }

    static func complain(_ line: String) { write(line.onOneLine + "\n", to: STDERR_FILENO) }

    /// Says a text of several lines.
    static func say(page: String) {
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        write(lines.map { String($0).onOneLine + "\n" }.joined(), to: STDOUT_FILENO)
    }

    /// Shows how far something has come, in place of what was shown before.
    static func show(_ progress: String) { write("\r\u{1B}[K\(progress)", to: STDERR_FILENO) }

    /// Shows what is asked for, and stays on its line.
    static func ask(_ question: String) { write(question, to: STDERR_FILENO) }

    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}

/// The operating system's words for an `errno`.
func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }

extension String {
    /// Without what would begin another line, steer a terminal or turn the direction of the text behind it: such
    /// characters become escapes.
    var onOneLine: String {
        unicodeScalars.reduce(into: "") { text, scalar in
            let isEscaped =
                switch scalar.properties.generalCategory {
                case .control, .lineSeparator, .paragraphSeparator: true
                default: scalar.properties.isBidiControl
                }
            if isEscaped {
                text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }
}
