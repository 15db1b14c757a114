import Foundation
import Testing

/// What is in a page.
extension Page {
    /// The test cannot go on; why is recorded.
    struct GivenUp: Error {}

    /// The value of a script, or of its promise, as far as JSON has one; nil for `undefined` and `null`.
    @discardableResult
    func evaluate(_ script: String) throws -> Any? {
        let answer = try call(
            "Runtime.evaluate",
            ["expression": script, "awaitPromise": true, "returnByValue": true, "userGesture": true])
        if let details = answer["exceptionDetails"] as? [String: Any] {
            let exception = details["exception"] as? [String: Any]
            throw Chromium.Failure("\(script): \(exception?["description"] ?? details["text"] ?? "?")")
        }
        let value = (answer["result"] as? [String: Any])?["value"]
        return value is NSNull ? nil : value
    }

    /// Waits until a script is true, for half a minute at most.
    func wait(until condition: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let isTrue =
            try evaluate(
                """
                new Promise((resolve) => {
                  const end = performance.now() + 30_000;
                  const look = () => {
                    let isTrue = false;
                    try { isTrue = Boolean(\(condition)); } catch { /* what it is about may not be there yet */ }
                    if (isTrue || performance.now() > end) resolve(isTrue);
                    else setTimeout(look, 5);
                  };
                  look();
                })
                """) as? Bool ?? false
        if isTrue { return }
        try screenshot("waiting-at-line-\(sourceLocation.line)")
        Issue.record("It never was so: \(condition)", sourceLocation: sourceLocation)
        throw GivenUp()
    }

    /// Waits until an element shows a text, or has it as its value.
    func wait(for text: String, in selector: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        try wait(until: "\(Self.shown(selector)).includes(\(Self.quoted(text)))", sourceLocation: sourceLocation)
    }

    /// What an element shows, or its value; empty if there is none.
    func text(of selector: String) throws -> String {
        try evaluate("\(Self.shown(selector)) ?? ''") as? String ?? ""
    }

    /// A script for what an element shows, or its value if people enter that; other elements have values, too.
    private static func shown(_ selector: String) -> String {
        "((found) => found?.matches('input, select, textarea') ? found.value : found?.innerText)"
            + "(document.querySelector(\(quoted(selector))))"
    }

    /// How many elements there are that can be seen.
    func count(of selector: String) throws -> Int {
        let script =
            "[...document.querySelectorAll(\(Self.quoted(selector)))].filter((one) => one.checkVisibility()).length"
        return try evaluate(script) as? Int ?? 0
    }

    /// What each element of a kind shows, hidden ones too.
    func texts(of selector: String) throws -> [String] {
        try evaluate("[...document.querySelectorAll(\(Self.quoted(selector)))].map((one) => one.textContent)")
            as? [String] ?? []
    }

    /// What the element is called that has the keyboard: its role and its name.
    func focus() throws -> String {
        let focused = try nodes().first { node in
            let properties = node["properties"] as? [[String: Any]] ?? []
            return Self.role(of: node) != "RootWebArea"
                && properties.contains { $0["name"] as? String == "focused" && Self.value(of: $0) as? Bool == true }
        }
        return focused.map { "\(Self.role(of: $0)) \(Self.name(of: $0))" } ?? ""
    }

    /// Roles of what can be used, each of which needs a name by which people who do not see it know what it is for.
    private static let controls: Set<String> = [
        "button", "checkbox", "combobox", "link", "listbox", "menuitem", "menuitemcheckbox", "menuitemradio", "option",
        "radio", "searchbox", "slider", "spinbutton", "switch", "tab", "tabpanel", "textbox", "tree", "treeitem",
        "dialog", "grid", "PopUpButton", "Date", "DateTime",
    ]

    /// The controls without a name, by their HTML.
    func namelessControls() throws -> [String] {
        try nodes().filter { node in
            Self.controls.contains(Self.role(of: node))
                && Self.name(of: node).trimmingCharacters(in: .whitespaces).isEmpty
        }
        .map { node in
            let described = try call("DOM.getOuterHTML", ["backendNodeId": node["backendDOMNodeId"] ?? 0])
            return "\(Self.role(of: node)): \("\(described["outerHTML"] ?? "")".prefix(200))"
        }
    }

    /// What somebody hears who does not see the page: every element with a role and a name.
    func accessibleNames() throws -> [String] {
        try nodes().map { "\(Self.role(of: $0)) \(Self.name(of: $0))" }
    }

    private func nodes() throws -> [[String: Any]] {
        let tree = try call("Accessibility.getFullAXTree")
        return (tree["nodes"] as? [[String: Any]] ?? []).filter { $0["ignored"] as? Bool != true }
    }

    private static func role(of node: [String: Any]) -> String {
        value(of: node["role"] as? [String: Any]) as? String ?? ""
    }

    private static func name(of node: [String: Any]) -> String {
        value(of: node["name"] as? [String: Any]) as? String ?? ""
    }

    private static func value(of property: [String: Any]?) -> Any? {
        let value = property?["value"]
        return (value as? [String: Any])?["value"] ?? value
    }

    /// A text as a literal of JavaScript.
    static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}
