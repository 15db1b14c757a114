import Foundation
import Testing

/// Somebody in front of the playground of a server with the demo's data.
@MainActor
final class Visit {
    let server: RunningServer
    let page: Page

    private init(_ server: RunningServer, _ page: Page) {
        self.server = server
        self.page = page
    }

    private convenience init(on server: RunningServer?) throws {
        let place = try SharedDemo.place ?? SharedDemo.Place()
        let server = server ?? place.server
        self.init(server, try Page(in: place.browser, of: "http://127.0.0.1:\(server.port)"))
    }

    /// Opens the playground, does what a test does there, and sees to it that the page had nothing to complain of, asked no
    /// other server for anything, and has a name for each control.
    ///
    /// - Parameters:
    ///   - path: Where it is opened.
    ///   - server: Another than the one of all, since it will not be as it was.
    ///   - prepare: What has to be done before it is opened.
    static func pay(
        to path: String = "/", on server: RunningServer? = nil, sourceLocation: SourceLocation = #_sourceLocation,
        prepare: (Page) throws -> Void = { _ in }, _ body: (Visit) throws -> Void
    ) throws {
        let visit = try Visit(on: server)
        do {
            try prepare(visit.page)
            try visit.page.go(to: path)
            try visit.awaitReadiness()
            try body(visit)
            let nameless = try visit.page.namelessControls()
            #expect(nameless == [], sourceLocation: sourceLocation)
        } catch {
            if !(error is Page.GivenUp) { Issue.record(error, sourceLocation: sourceLocation) }
            try? visit.page.screenshot("failure-at-line-\(sourceLocation.line)")
        }
        #expect(visit.page.complaints == [], sourceLocation: sourceLocation)
    }

    /// Another window of the same browser.
    func another() throws -> Visit {
        let other = Visit(server, try Page(in: page.browser, of: page.origin, beside: page))
        try other.page.go(to: "/")
        try other.awaitReadiness()
        return other
    }

    /// Opens the playground of a server with another schema, and does what a test does there.
    static func pay(
        withSchema schema: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: (Visit) throws -> Void
    ) throws {
        let answer = Page.Answer(type: "text/plain", body: schema)
        try pay(sourceLocation: sourceLocation, prepare: { try $0.answer("/schema.graphql", with: answer) }, body)
    }

    /// Waits until the schema is there, and who may ask; what else the page needs it fetches later.
    func awaitReadiness() throws { try page.wait(until: "performance.getEntriesByName('ready').length") }

    func signIn(as role: String) throws {
        try page.click("#account")
        try page.click("#accounts .account[data-role=\(role)]")
        try page.wait(until: "document.body.dataset.role === '\(role)'")
    }

    /// Puts a document in place of the one that is there.
    func write(_ document: String, variables: String = "{}") throws {
        for (editor, text) in [("#variables", variables), ("#query", document)] {
            try page.click(editor)
            try page.press("Control+a")
            try page.insert(text)
        }
    }

    /// Runs what is written, and waits until its answer is shown.
    func run() throws {
        try page.evaluate(
            """
            window.hasRun = false;
            new MutationObserver((changes, observer) => {
              if (changes.at(-1).target.ariaBusy === "true") return;
              window.hasRun = true;
              observer.disconnect();
            }).observe(document.querySelector("#response"), { attributeFilter: ["aria-busy"] })
            """)
        try page.press("Control+Enter")
        try page.wait(until: "window.hasRun")
    }

    /// Does what is found first by these words.
    func find(_ words: String) throws {
        try page.press("Control+k")
        try page.wait(until: "document.activeElement.matches('#palette-dialog input')")
        try page.type(words)
        try page.press("Enter")
    }

    /// What the server answers to somebody who asks it without the page.
    func ask(_ query: String, as role: String, _ variables: [String: Any] = [:]) throws -> [String: Any] {
        let request = try JSONSerialization.data(withJSONObject: ["query": query, "variables": variables])
        let answer = try server.client().post(String(decoding: request, as: UTF8.self), token: server.token(of: role))
        let json = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any] ?? [:]
        try #require(json["errors"] == nil, "\(answer.body)")
        return json["data"] as? [String: Any] ?? [:]
    }
}
