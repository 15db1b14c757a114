/// A key of a US keyboard, as `Input.dispatchKeyEvent` wants it described.
struct Key {
    /// What a page is told as `KeyboardEvent.key`.
    let key: String
    /// `KeyboardEvent.code`: where the key is.
    let code: String
    /// The number that Windows gives the key.
    let number: Int
    /// What it types; nil if it types nothing.
    var text: String?
    /// Held with it: 1 for Alt, 2 for Control, 4 for Meta, 8 for Shift.
    var modifiers = 0

    /// Keys that have names.
    private static let named: [String: (code: String, number: Int, text: String?)] = [
        "Enter": ("Enter", 13, "\r"), "Tab": ("Tab", 9, nil), "Escape": ("Escape", 27, nil),
        "Backspace": ("Backspace", 8, nil), "Delete": ("Delete", 46, nil), "Home": ("Home", 36, nil),
        "End": ("End", 35, nil), "PageUp": ("PageUp", 33, nil), "PageDown": ("PageDown", 34, nil),
        "ArrowLeft": ("ArrowLeft", 37, nil), "ArrowUp": ("ArrowUp", 38, nil),
        "ArrowRight": ("ArrowRight", 39, nil), "ArrowDown": ("ArrowDown", 40, nil), "Space": ("Space", 32, " "),
    ]

    /// Keys of marks, each with what it types alone and with Shift.
    private static let marks: [(code: String, number: Int, plain: Character, shifted: Character)] = [
        ("Semicolon", 186, ";", ":"), ("Equal", 187, "=", "+"), ("Comma", 188, ",", "<"), ("Minus", 189, "-", "_"),
        ("Period", 190, ".", ">"), ("Slash", 191, "/", "?"), ("Backquote", 192, "`", "~"),
        ("BracketLeft", 219, "[", "{"), ("Backslash", 220, "\\", "|"), ("BracketRight", 221, "]", "}"),
        ("Quote", 222, "'", "\""), ("Digit1", 49, "1", "!"), ("Digit2", 50, "2", "@"), ("Digit3", 51, "3", "#"),
        ("Digit4", 52, "4", "$"), ("Digit5", 53, "5", "%"), ("Digit6", 54, "6", "^"), ("Digit7", 55, "7", "&"),
        ("Digit8", 56, "8", "*"), ("Digit9", 57, "9", "("), ("Digit0", 48, "0", ")"),
    ]

    private init(key: String, code: String, number: Int, text: String? = nil, modifiers: Int = 0) {
        self.key = key
        self.code = code
        self.number = number
        self.text = text
        self.modifiers = modifiers
    }

    /// The key that types a character; nil if none does.
    init?(typing character: Character) {
        switch character {
        case "\n": self.init(key: "Enter", code: "Enter", number: 13, text: "\r")
        case "\t": self.init(key: "Tab", code: "Tab", number: 9)
        case " ": self.init(key: " ", code: "Space", number: 32, text: " ")
        case _ where character.isASCII && character.isLetter:
            let letter = character.uppercased()
            self.init(
                key: "\(character)", code: "Key\(letter)", number: Int(letter.utf8.first ?? 0), text: "\(character)",
                modifiers: character.isUppercase ? 8 : 0)
        default:
            guard let mark = Self.marks.first(where: { $0.plain == character || $0.shifted == character }) else {
                return nil
            }
            self.init(
                key: "\(character)", code: mark.code, number: mark.number, text: "\(character)",
                modifiers: mark.shifted == character ? 8 : 0)
        }
    }

    /// Keys that are held together, the last of them pressed: `Control+Shift+Enter`, `F8`, `Control+k`.
    init?(_ chord: String) {
        var words = chord.split(separator: "+")
        guard let last = words.popLast() else { return nil }
        if let named = Self.named[String(last)] {
            self.init(
                key: last == "Space" ? " " : String(last), code: named.code, number: named.number, text: named.text)
        } else if last.first == "F", let number = Int(last.dropFirst()) {
            self.init(key: String(last), code: String(last), number: 111 + number)
        } else if last.count == 1, let character = last.first, let key = Key(typing: character) {
            self = key
        } else {
            return nil
        }
        for word in words {
            switch word {
            case "Alt": modifiers |= 1
            case "Control": modifiers |= 2
            case "Meta": modifiers |= 4
            case "Shift": modifiers |= 8
            default: return nil
            }
        }
        // What is held with Alt, Control or Meta types nothing.
        if modifiers & 7 != 0 { text = nil }
    }
}
