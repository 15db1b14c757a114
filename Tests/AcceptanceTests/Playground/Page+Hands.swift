import Foundation
import Testing

/// What somebody does with a page.
extension Page {
    /// Clicks on the middle of an element, which has to be what is seen there.
    func click(_ selector: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        try wait(
            until: "document.querySelector(\(Self.quoted(selector))).checkVisibility()", sourceLocation: sourceLocation)
        let place =
            try evaluate(
                """
                (() => {
                  const element = document.querySelector(\(Self.quoted(selector)));
                  element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
                  const { x, y, width, height } = element.getBoundingClientRect();
                  const [left, top] = [x + width / 2, y + height / 2];
                  const there = document.elementFromPoint(left, top);
                  const isSeen = there && (element.contains(there) || there.contains(element));
                  return isSeen ? [left, top] : `covered by ${there?.outerHTML.slice(0, 200)}`;
                })()
                """)
        guard let place = (place as? [NSNumber])?.map(\.doubleValue) else {
            Issue.record("\(selector) is \(place ?? "nowhere")", sourceLocation: sourceLocation)
            throw GivenUp()
        }
        for (type, buttons) in [("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)] {
            try call(
                "Input.dispatchMouseEvent",
                [
                    "type": type, "x": place[0], "y": place[1], "button": type == "mouseMoved" ? "none" : "left",
                    "buttons": buttons, "clickCount": type == "mouseMoved" ? 0 : 1,
                ])
        }
    }

    /// Types a text, key by key.
    func type(_ text: String) throws {
        for character in text {
            if let key = Key(typing: character) {
                try press(key)
            } else {
                try insert("\(character)")
            }
        }
    }

    /// Puts a text in as it is, as when it is pasted.
    func insert(_ text: String) throws { try call("Input.insertText", ["text": text]) }

    /// Presses Tab until the keyboard is at what is called that way, with its role before it, such as `button Run`.
    func tab(to name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        var seen: [String] = []
        for _ in 0..<80 {
            try press("Tab")
            seen.append(try focus())
            if seen.last?.hasPrefix(name) == true { return }
        }
        Issue.record("Tab never led to \(name), but to \(seen)", sourceLocation: sourceLocation)
        throw GivenUp()
    }

    /// Presses keys, one chord after the other: `Control+Enter`, `Escape`.
    func press(_ chords: String...) throws {
        for chord in chords {
            guard let key = Key(chord) else { throw Chromium.Failure("\(chord) is no key") }
            try press(key)
        }
    }

    private func press(_ key: Key) throws {
        var event: [String: Any] = [
            "key": key.key, "code": key.code, "windowsVirtualKeyCode": key.number, "modifiers": key.modifiers,
        ]
        event["type"] = key.text == nil ? "rawKeyDown" : "keyDown"
        event["text"] = key.text
        try call("Input.dispatchKeyEvent", event)
        event["type"] = "keyUp"
        event["text"] = nil
        try call("Input.dispatchKeyEvent", event)
    }
}
