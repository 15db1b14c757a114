import Foundation
import Testing

/// The page in a real browser, used as people use it; at the end of each visit it has had nothing to complain of.
@MainActor
@Suite(
    "The playground in a browser", .serialized, SharedDemo(),
    .enabled(if: Chromium.isInstalled, "SKIPPED: chromium is not installed, so nobody has looked at the playground"))
struct PlaygroundTests {
    private static let chosen = "document.querySelector('#proposals:not([hidden]) [aria-selected=true]').textContent"

    @Test("A query is typed with what is proposed, and answered")
    func proposals() throws {
        try Visit.pay { visit in
            let page = visit.page
            try page.click("#query")
            try page.press("Control+a", "Backspace")
            try page.type("{ cas")
            try page.wait(until: "\(Self.chosen).startsWith('cases')")
            try page.press("Enter")
            try page.type("tot")
            try page.wait(until: "\(Self.chosen).startsWith('totalCount')")
            try page.press("Tab")
            #expect(try page.text(of: "#query").filter { !$0.isWhitespace } == "{cases{totalCount}}")
            try visit.run()
            #expect(try page.text(of: "#status").hasPrefix("200 · OK"))
            let cases = try visit.ask("{ cases { totalCount } }", as: "PARTNER_USER")["cases"] as? [String: Any]
            let count = try #require(cases?["totalCount"] as? Int)
            #expect(try page.texts(of: "#json .row").contains { $0.hasPrefix("totalCount: \(count)") })
        }
    }

    @Test("A field that is closed is marked before it is asked for, and its null has a lock and the rule")
    func denied() throws {
        try Visit.pay { visit in
            let page = visit.page
            try visit.write("{ opportunities(first: 2) { nodes { number probability } } }")
            try page.wait(until: "document.querySelector('#problems .closed')")
            #expect(
                try page.text(of: "#problems .closed").contains("is closed to PARTNER_USER: open to AGENT, ADMIN"))
            #expect(try page.texts(of: "#query-editor .p-closed") == ["probability"])
            try visit.run()
            let nulls = try page.texts(of: "#json .denied")
            #expect(nulls.count == 2 && nulls.allSatisfy { $0 == "nullclosed to PARTNER_USER · open to AGENT, ADMIN" })
            let error = try page.text(of: "#panel-json .errors .closed")
            #expect(error.contains("FORBIDDEN_FIELD") && error.contains("Opportunity.probability"))
            #expect(try page.accessibleNames().contains { $0.hasSuffix(" closed") })
            try visit.signIn(as: "AGENT")
            try page.wait(until: "!document.querySelector('#query-editor .p-closed')")
            try visit.run()
            #expect(try page.count(of: "#json .denied, #panel-json .errors li") == 0)
        }
    }

    @Test("What differs between roles is marked, side by side")
    func comparison() throws {
        try Visit.pay { visit in
            let page = visit.page
            try visit.write("{ viewer { role } opportunities(first: 1) { nodes { number probability } } }")
            try page.click("#compare")
            try page.wait(until: "document.querySelector('#comparison tbody tr')")
            let roles = ["PARTNER_USER", "PARTNER_SUPERVISOR", "AGENT", "ADMIN", "INTEGRATION"]
            #expect(try page.texts(of: "#comparison thead .role") == roles)
            let row = { (label: String) in
                """
                [...document.querySelectorAll("#comparison tbody tr")]
                  .find((row) => row.querySelector("th").textContent === "\(label)").querySelectorAll("td")
                """
            }
            let shown = try page.evaluate("[...\(row("role"))].map((cell) => cell.firstChild.textContent)") as? [String]
            #expect(shown == roles.map { "\"\($0)\"" })
            let marks = try page.evaluate("[...\(row("role"))].map((cell) => cell.className)") as? [String]
            #expect(marks == ["", "differs", "differs", "differs", "differs"])
            #expect(try page.evaluate("\(row("probability"))[0].querySelector('.denied') !== null") as? Bool == true)
            #expect(try page.evaluate("\(row("probability"))[2].querySelector('.denied') === null") as? Bool == true)
        }
    }

    @Test("A list is a table that is sorted, and goes on page by page")
    func table() throws {
        try Visit.pay { visit in
            let page = visit.page
            let fields = "nodes { caseNumber title } pageInfo { hasNextPage endCursor }"
            let all = try visit.ask("{ cases(first: 10) { nodes { caseNumber } } }", as: "PARTNER_USER")
            let nodes = (all["cases"] as? [String: Any])?["nodes"] as? [[String: String]] ?? []
            let numbers = nodes.compactMap { $0["caseNumber"] }
            try visit.write("query Page($after: Cursor) { cases(first: 5, after: $after) { \(fields) } }")
            try visit.run()
            try page.click("#tab-table")
            let column = { (number: Int) in "#table tbody td:nth-child(\(number))" }
            try page.wait(until: "document.querySelectorAll('\(column(1))').length === 5")
            #expect(try page.texts(of: column(1)) == Array(numbers.prefix(5)))
            try page.click("#table th:nth-child(2) button")
            let titles = try page.texts(of: column(2))
            #expect(titles == titles.sorted())
            #expect(try page.evaluate("document.querySelectorAll('#table th')[1].ariaSort") as? String == "ascending")
            try page.click("#table th:nth-child(2) button")
            try page.click("#table th:nth-child(2) button")
            let document = try page.text(of: "#query") + page.text(of: "#variables")
            try page.click("#next-page")
            try page.wait(until: "document.querySelector('\(column(1))').textContent === '\(numbers[5])'")
            #expect(try page.texts(of: column(1)) == Array(numbers.suffix(5)))
            #expect(try page.text(of: "#query") + page.text(of: "#variables") == document)
            try page.click("#first-page")
            try page.wait(until: "document.querySelector('\(column(1))').textContent === '\(numbers[0])'")
        }
    }

    @Test("A subscription shows what happens while it happens, and what has changed since", arguments: ["sse", "ws"])
    func live(_ transport: String) throws {
        try Visit.pay { visit in
            let page = visit.page
            let subject = try DemoCase(visit.server)
            try page.click("#tab-live")
            try page.wait(until: "document.querySelector('#panel-live select')")
            try page.evaluate("document.querySelector('#panel-live select').value = '\(transport)'")
            try visit.write(#"subscription { commentAdded(subjectId: "\#(subject.id)") { body } }"#)
            try page.press("Control+Enter")
            try page.wait(until: "document.querySelector('#live-state.open')")
            try subject.comment("The first word")
            try page.wait(for: "1 event", in: "#live-count")
            try subject.comment("The second word")
            try page.wait(for: "2 events", in: "#live-count")
            #expect(try page.text(of: "#panel-live .plain").contains(#""body": "The second word""#))
            #expect(try page.texts(of: "#panel-live .diff del") == [#""The first word""#])
            #expect(try page.texts(of: "#panel-live .diff ins") == [#""The second word""#])
            try page.screenshot("live-\(transport)")
            try page.evaluate(
                "[...document.querySelectorAll('#panel-live button')].find((one) => one.innerText === 'Stop').click()")
            try page.wait(for: "Stopped", in: "#live-state")
        }
    }

    @Test("An agent sees the statements behind a query, and a partner whom to ask")
    func explanation() throws {
        try Visit.pay { visit in
            let page = visit.page
            try visit.write(
                "{ cases(scope: ALL, first: 3) { totalCount nodes { comments(last: 2) { nodes { body } } } } }")
            try page.click("#tab-explain")
            try page.wait(for: "Closed to PARTNER_USER: open to AGENT, ADMIN.", in: "#panel-explain")
            try visit.signIn(as: "AGENT")
            try page.click("#tab-json")
            try page.click("#tab-explain")
            try page.click("#explain-run")
            try page.wait(until: "document.querySelectorAll('#steps .step').length === 3")
            #expect(
                try page.texts(of: "#steps strong") == [
                    "cases.totalCount", "cases.nodes", "cases.nodes.comments.nodes",
                ])
            #expect(try page.texts(of: "#steps pre").allSatisfy { $0.hasPrefix("SELECT ") })
            #expect(try page.text(of: "#steps .step:nth-child(3)").contains("3 runs"))
        }
    }
}
