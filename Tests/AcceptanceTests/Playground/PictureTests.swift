import Testing

extension PlaygroundTests {
    /// For people to look at; what can be measured is measured: nothing is wider than the page, every text can be read.
    @MainActor
    @Suite("Pictures of each view")
    struct PictureTests {
        /// How each view is come to.
        private static let views: [(name: String, open: @MainActor (Visit) throws -> Void)] = [
            ("result", { try $0.ask("{ opportunities(first: 3) { nodes { number name probability stage } } }") }),
            (
                "table",
                { visit in
                    try visit.ask(
                        "{ cases(first: 20) { totalCount nodes { caseNumber title status } pageInfo { endCursor } } }")
                    try visit.page.show("#tab-table")
                    try visit.page.wait(until: "document.querySelector('#table tbody td')")
                }
            ),
            (
                "compare",
                { visit in
                    try visit.write("{ viewer { role } opportunities(first: 2) { nodes { number probability } } }")
                    try visit.page.press("Control+Shift+e")
                    try visit.page.wait(until: "document.querySelector('#comparison tbody tr')")
                }
            ),
            (
                "explain",
                { visit in
                    try visit.signIn(as: "AGENT")
                    try visit.ask(
                        "{ cases(scope: ALL, first: 3) { totalCount nodes { comments(last: 2) { nodes { body } } } } }")
                    try visit.page.show("#tab-explain")
                    try visit.page.click("#explain-run")
                    try visit.page.wait(until: "document.querySelector('#steps .step')")
                }
            ),
            (
                "problems",
                { visit in
                    try visit.write("query($n: Int) { cases(first: $m) { nodes { titel probability } } }")
                    try visit.page.show("#tab-problems")
                    try visit.page.wait(until: "document.querySelector('#problems .error')")
                }
            ),
            (
                "form",
                { visit in
                    try visit.write(
                        "query($first: Int!, $scope: RecordScope, $q: String) { cases(first: $first, scope: $scope, search: $q) { totalCount } }"
                    )
                    try visit.page.show("#tab-form")
                    try visit.page.wait(until: "document.querySelector('#panel-form input')")
                }
            ),
            (
                "docs",
                { visit in
                    try visit.page.press("Escape")
                    try visit.page.show("[data-panel=docs]")
                    try visit.page.click("#docs-search")
                    try visit.page.type("registration")
                    try visit.page.wait(until: "document.querySelector('#docs .hits .row')")
                }
            ),
            (
                "explorer",
                { visit in
                    try visit.page.show("[data-panel=explorer]")
                    try visit.page.wait(until: "document.querySelector('#explorer .row')")
                }
            ),
            (
                "history",
                { visit in
                    try visit.ask("query Mine { viewer { role } }")
                    try visit.page.show("[data-panel=history]")
                    try visit.page.wait(until: "document.querySelector('#history .entry')")
                }
            ),
            ("samples", { try $0.page.show("[data-panel=samples]") }),
            ("accounts", { try $0.page.show("#account") }),
            ("palette", { try $0.page.press("Control+k") }),
            ("keys", { try $0.page.press("F1") }),
            ("export", { try $0.page.show("#export") }),
        ]

        @Test("Each fits, can be read and has names", arguments: [1280, 768, 360], [false, true])
        func pictures(_ width: Int, _ isDark: Bool) throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.resize(width: width, height: width < 500 ? 740 : 800)
                try page.prefer(isDark: isDark)
                for view in Self.views {
                    try page.evaluate("localStorage.clear(); sessionStorage.clear()")
                    try page.reload()
                    try visit.awaitReadiness()
                    try view.open(visit)
                    try page.settle()
                    try page.screenshot("\(view.name)-\(width)-\(isDark ? "dark" : "light")")
                    #expect(try page.evaluate("document.documentElement.scrollWidth") as? Int == width, "\(view.name)")
                    if width < 500 {
                        let panel = "document.querySelector('#side:not([hidden])')?.offsetWidth ?? innerWidth"
                        #expect(try page.evaluate(panel) as? Int == width, "\(view.name)")
                    }
                    #expect(try page.illegibleTexts() == [], "\(view.name)")
                    #expect(try page.namelessControls() == [], "\(view.name)")
                }
            }
        }
    }
}

extension Visit {
    fileprivate func ask(_ query: String) throws {
        try write(query)
        try run()
    }
}

extension Page {
    /// Clicks on a control wherever it is: on a narrow page it may be behind another view.
    fileprivate func show(_ selector: String) throws {
        try evaluate("document.querySelector(\(Self.quoted(selector))).click()")
    }
}
