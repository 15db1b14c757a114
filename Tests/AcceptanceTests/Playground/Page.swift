import Foundation
import Testing

/// A page in a `Chromium`: it is used as somebody would, by keys and clicks, and whatever it complains of is kept.
final class Page {
    let browser: Chromium
    /// What it remembers is apart from what others do, but for those that are beside it.
    private let context: String
    private let isAlone: Bool
    private let session: String
    /// Such as `http://127.0.0.1:8080`.
    let origin: String
    private var isLoaded = false
    /// Errors and warnings of the console, exceptions, what the policy forbids, and requests that leave the server.
    private(set) var complaints: [String] = []
    /// What it has asked the server for: `POST /graphql`.
    private(set) var requests: [String] = []
    /// The requests that have not been answered.
    private(set) var awaited: Set<String> = []
    /// What a test answers in place of the server, by the path.
    private var answers: [String: Answer] = [:]
    /// The modules that are held back, as a pattern of their paths.
    private var holding: String?
    /// The requests for modules that have not reached the server, by their numbers.
    private var held: [String] = []

    struct Answer {
        var status = 200
        var type = "application/json"
        let body: String
    }

    /// - Parameters:
    ///   - origin: Of the server whose page it is; it is opened by `go`.
    ///   - other: Another window of the same browser.
    init(in browser: Chromium, of origin: String, beside other: Page? = nil) throws {
        self.browser = browser
        self.origin = origin
        isAlone = other == nil
        context =
            try other?.context ?? browser.call("Target.createBrowserContext")["browserContextId"] as? String ?? ""
        let target = try browser.call(
            "Target.createTarget", ["url": "about:blank", "browserContextId": context])
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

    deinit {
        browser.listen(to: session, nil)
        if isAlone { _ = try? browser.post("Target.disposeBrowserContext", ["browserContextId": context]) }
    }

    func allowClipboard() throws {
        try browser.call(
            "Browser.grantPermissions",
            [
                "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"], "origin": origin,
                "browserContextId": context,
            ])
    }

    @discardableResult
    func call(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
        try browser.call(method, parameters, in: session)
    }

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
        case "Network.loadingFinished", "Network.loadingFailed":
            awaited.remove(parameters["requestId"] as? String ?? "")
        case "Network.requestWillBeSent":
            awaited.insert(parameters["requestId"] as? String ?? "")
            let request = parameters["request"] as? [String: Any]
            let address = request?["url"] as? String ?? ""
            notice(address)
            if address.hasPrefix(origin) {
                requests.append("\(request?["method"] ?? "?") \(address.dropFirst(origin.count))")
            }
        case "Fetch.requestPaused": answer(parameters)
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

    /// From now on a test answers what the page asks for at a path.
    func answer(_ path: String, with answer: Answer) throws {
        answers[path] = answer
        try intercept()
    }

    /// From now on no module comes until `release`, or only this one does not.
    func hold(_ name: String = "*") throws {
        holding = "/\(name).js"
        try intercept()
    }

    /// Lets modules come, those first that were asked for first.
    func release() throws {
        holding = nil
        for request in held { try call("Fetch.continueRequest", ["requestId": request]) }
        held = []
        try intercept()
    }

    private func intercept() throws {
        let paths = Array(answers.keys) + (holding.map { [$0] } ?? [])
        if paths.isEmpty {
            try call("Fetch.disable")
        } else {
            try call("Fetch.enable", ["patterns": paths.map { ["urlPattern": origin + $0] }])
        }
    }

    private func answer(_ parameters: [String: Any]) {
        let request = parameters["request"] as? [String: Any]
        let address = request?["url"] as? String ?? ""
        let number = parameters["requestId"] as? String ?? ""
        do {
            guard let answer = answers[String(address.dropFirst(origin.count))] else {
                if holding != nil { return held.append(number) }
                try browser.post("Fetch.continueRequest", ["requestId": number], in: session)
                return
            }
            try browser.post(
                "Fetch.fulfillRequest",
                [
                    "requestId": number, "responseCode": answer.status,
                    "responseHeaders": [["name": "Content-Type", "value": answer.type]],
                    "body": Data(answer.body.utf8).base64EncodedString(),
                ], in: session)
        } catch { complaints.append("\(error)") }
    }

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
}
