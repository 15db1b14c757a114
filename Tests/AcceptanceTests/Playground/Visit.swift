import Testing

/// Somebody in front of the playground of a server with the demo's data.
final class Visit {
    let server: RunningServer
    let page: Page

    private init(_ arguments: [String]) throws {
        server = try RunningServer(["--demo"] + arguments)
        page = try Page(in: Chromium(), of: "http://127.0.0.1:\(server.port)")
    }

    /// Opens the playground, does what a test does there, and sees to it that the page had nothing to complain of, asked no
    /// other server for anything, and has a name for each control.
    ///
    /// - Parameters:
    ///   - path: Where it is opened.
    ///   - arguments: Options of the server beside `--demo`.
    static func pay(
        to path: String = "/", _ arguments: [String] = [], sourceLocation: SourceLocation = #_sourceLocation,
        _ body: (Visit) throws -> Void
    ) throws {
        let visit = try Visit(arguments)
        do {
            try visit.page.go(to: path)
            try body(visit)
            let nameless = try visit.page.namelessControls()
            #expect(nameless == [], sourceLocation: sourceLocation)
        } catch {
            Issue.record(error, sourceLocation: sourceLocation)
            try? visit.page.screenshot("failure-at-line-\(sourceLocation.line)")
        }
        #expect(visit.page.complaints == [], sourceLocation: sourceLocation)
    }
}
