import Foundation
import Testing

/// A page in a `Chromium`: it is used as somebody would, by keys and clicks, and whatever it complains of is kept.
final class Page {
    private let browser: Chromium
    private let session: String
    /// Such as `http://127.0.0.1:8080`.
    private let origin: String
    private var isLoaded = false
    /// Errors and warnings of the console, exceptions, what the policy forbids, and requests that leave the server.
    private(set) var complaints: [String] = []

    /// - Parameter origin: Of the server whose page it is; it is opened by `go`.
    init(in browser: Chromium, of origin: String) throws {
        self.browser = browser
        self.origin = origin
        let target = try browser.call("Target.createTarget", ["url": "about:blank"])
        let attached = try browser.call(
            "Target.attachToTarget", ["targetId": target["targetId"] ?? "", "flatten": true])
        session = attached["sessionId"] as? String ?? ""
        browser.listen(to: session) { [unowned self] event, parameters in hear(event, parameters) }
        for domain in ["Page", "Runtime", "Log", "Network", "DOM", "Accessibility"] { try call("\(domain).enable") }
        let tellsViolations = """
            addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
              console.error(`forbidden by ${violatedDirective}: ${blockedURI}`));
            """
        try call("Page.addScriptToEvaluateOnNewDocument", ["source": tellsViolations])
        try resize(width: 1280, height: 800)
    }

    deinit { browser.listen(to: session, nil) }

    @discardableResult
    private func call(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
        try browser.call(method, parameters, in: session)
    }

    // MARK: What it complains of

    private func hear(_ event: String, _ parameters: [String: Any]) {
        switch event {
        case "Page.loadEventFired": isLoaded = true
        case "Runtime.exceptionThrown":
            let details = parameters["exceptionDetails"] as? [String: Any]
            let exception = details?["exception"] as? [String: Any]
            complaints.append("exception: \(exception?["description"] ?? details?["text"] ?? "?")")
        case "Runtime.consoleAPICalled":
            guard let type = parameters["type"] as? String, ["error", "warning", "assert"].contains(type) else {
                return
            }
            let arguments = parameters["args"] as? [[String: Any]] ?? []
            let words = arguments.map { "\($0["value"] ?? $0["description"] ?? "?")" }
            complaints.append("console \(type): \(words.joined(separator: " "))")
        case "Log.entryAdded":
            let entry = parameters["entry"] as? [String: Any] ?? [:]
            guard let level = entry["level"] as? String, ["error", "warning"].contains(level) else { return }
            complaints.append("\(entry["source"] ?? "?") \(level): \(entry["text"] ?? "?")")
        case "Network.requestWillBeSent":
            let request = parameters["request"] as? [String: Any]
            notice(request?["url"] as? String ?? "")
        case "Network.webSocketCreated": notice(parameters["url"] as? String ?? "")
        default: break
        }
    }

    private func notice(_ address: String) {
        let own = [
            origin + "/", origin.replacing("http://", with: "ws://") + "/", "data:", "blob:\(origin)/", "about:",
        ]
        if !own.contains(where: address.hasPrefix) { complaints.append("request to \(address)") }
    }

    /// Forgets the complaints that have a text in them, which a test has provoked; there has to be one.
    func forgive(_ text: String) {
        #expect(complaints.contains { $0.contains(text) }, "\(complaints)")
        complaints.removeAll { $0.contains(text) }
    }

    // MARK: Where it is

    /// Opens an address of the server, and waits until all is there that it loads at once.
    func go(to path: String) throws {
        isLoaded = false
        let answer = try call("Page.navigate", ["url": origin + path])
        if let error = answer["errorText"] { throw Chromium.Failure("\(path): \(error)") }
        // An address that differs in its fragment only loads nothing.
        if answer["loaderId"] != nil { try browser.wait(for: "\(path) to load") { isLoaded } }
    }

    func reload() throws {
        isLoaded = false
        try call("Page.reload")
        try browser.wait(for: "the page to load again") { isLoaded }
    }

    func resize(width: Int, height: Int) throws {
        try call(
            "Emulation.setDeviceMetricsOverride",
            ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": false])
    }

    /// - Parameters:
    ///   - isDark: Whether its reader prefers dark pages.
    ///   - isStill: Whether its reader prefers that little moves.
    func prefer(isDark: Bool, isStill: Bool = true) throws {
        try call(
            "Emulation.setEmulatedMedia",
            [
                "features": [
                    ["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"],
                    ["name": "prefers-reduced-motion", "value": isStill ? "reduce" : "no-preference"],
                ]
            ])
    }

    // MARK: What is in it

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

    /// Waits until a script is true, for ten seconds at most.
    func wait(until condition: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let isTrue =
            try evaluate(
                """
                new Promise((resolve) => {
                  const end = performance.now() + 10_000;
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
        throw Chromium.Failure("waited in vain until \(condition)")
    }

    /// Waits until an element shows a text, or has it as its value.
    func wait(for text: String, in selector: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let element = "document.querySelector(\(Self.quoted(selector)))"
        try wait(
            until: "(\(element).value ?? \(element).innerText).includes(\(Self.quoted(text)))",
            sourceLocation: sourceLocation)
    }

    /// What an element shows, or its value; empty if there is none.
    func text(of selector: String) throws -> String {
        let element = "document.querySelector(\(Self.quoted(selector)))"
        return try evaluate("\(element)?.value ?? \(element)?.innerText ?? ''") as? String ?? ""
    }

    /// How many elements there are that can be seen.
    func count(of selector: String) throws -> Int {
        let script =
            "[...document.querySelectorAll(\(Self.quoted(selector)))].filter((one) => one.checkVisibility()).length"
        return try evaluate(script) as? Int ?? 0
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
        "dialog",
        "grid", "PopUpButton", "Date", "DateTime",
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

    // MARK: Hands

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
        guard let place = place as? [Double] else { throw Chromium.Failure("\(selector) is \(place ?? "nowhere")") }
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
                try call("Input.insertText", ["text": "\(character)"])
            }
        }
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

    // MARK: Pictures

    private static let pictures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent(".build/screenshots")

    /// Keeps a picture of the page, for people to look at.
    func screenshot(_ name: String) throws {
        let answer = try call("Page.captureScreenshot", ["format": "png"])
        try FileManager.default.createDirectory(at: Self.pictures, withIntermediateDirectories: true)
        try Data(base64Encoded: answer["data"] as? String ?? "")?
            .write(to: Self.pictures.appendingPathComponent("\(name).png"))
    }
}
