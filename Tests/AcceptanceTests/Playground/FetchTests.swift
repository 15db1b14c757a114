import Testing

extension PlaygroundTests {
    /// The page is opened with what it shows; all else comes when somebody does something, who loses nothing by it.
    @MainActor
    @Suite("What is fetched, and when")
    struct FetchTests {
        private static let first = [
            "/", "/demo/accounts", "/document.js", "/dom.js", "/editor.js", "/lexer.js", "/main.js", "/schema.graphql",
            "/schema.js", "/storage.js", "/style.css", "/views.js",
        ]

        private static let help = [
            "/analyse.js", "/assist.js", "/complete.js", "/description.js", "/edit.js", "/language.js", "/prettify.js",
            "/problems.js", "/validate.js", "/values.js", "/variables.js",
        ]

        @Test("An opened page has asked for twelve files, and asks for no other until somebody comes to an editor")
        func opened() throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.beQuiet()
                #expect(page.requests.sorted() == Self.first.map { "GET \($0)" })
                try page.click("#query")
                try page.wait(until: "document.querySelector('#problems li') && document.querySelector('#proposals')")
                try page.beQuiet()
                #expect(page.requests.sorted() == (Self.first + Self.help).sorted().map { "GET \($0)" })
            }
        }

        @Test("A server that is gone before the first run is said to be, and the run works when it is back")
        func gone() throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.connect(false)
                try page.press("Control+Enter")
                try page.wait(for: "A part of this page could not be loaded", in: "#notice")
                try page.click("#new-tab")
                try page.type("# as before\n{ viewer { role")
                #expect(try page.text(of: "#query") == "# as before\n{ viewer { role}}")
                page.forgive("ERR_INTERNET_DISCONNECTED")
                try page.connect(true)
                try visit.run()
                #expect(try page.text(of: "#status").hasPrefix("200 · OK"))
                #expect(try page.count(of: "#notice") == 0)
            }
        }

        @Test("The explorer follows who asks, though nobody has been in an editor")
        func explorer() throws {
            try Visit.pay { visit in
                let page = visit.page
                let closed = "[...document.querySelectorAll('#explorer .row')].some((row) => row.ariaDisabled)"
                try page.click("[data-panel=explorer]")
                try page.wait(until: "document.querySelector('#explorer .row') && !\(closed)")
                try visit.signIn(as: "ANONYMOUS")
                try page.wait(until: closed)
            }
        }

        @Test("A file that another needs may be missing for a while, too")
        func inner() throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.call("Network.setBlockedURLs", ["urls": ["*/values.js"]])
                try page.press("F8")
                try page.wait(for: "A part of this page could not be loaded", in: "#notice")
                // What belongs to the attempt that fails is over then.
                try page.beQuiet()
                try page.call("Network.setBlockedURLs", ["urls": [String]()])
                try page.press("F8")
                try page.wait(for: "Nothing is wrong here", in: "#said")
                #expect(try page.count(of: "#notice") == 0)
            }
        }

        @Test("A page that is older than what the server has is to be loaded again, and then is as it was")
        func older() throws {
            try Visit.pay { visit in
                let page = visit.page
                let newer = "export { nothing as createTable } from './dom.js';"
                try page.answer("/table.js", with: Page.Answer(type: "text/javascript", body: newer))
                try visit.write("# as before")
                try page.click("#tab-table")
                try page.wait(for: "This page has changed on the server", in: "#notice")
                try page.click("#notice button")
                try page.browser.wait(for: "the page to load again") {
                    page.requests.filter { $0 == "GET /demo/accounts" }.count == 2
                }
                try visit.awaitReadiness()
                #expect(try page.text(of: "#query") == "# as before")
            }
        }

        @Test(
            "Keys that come before what they are for are not lost",
            arguments: [
                ("Control+Space", "document.querySelector('#proposals:not([hidden]) [role=option]')"),
                ("F8", "getSelection().toString() === 'nonsense'"),
                ("Control+k", "document.activeElement.matches('#palette-dialog input')"),
                ("Control+Enter", "document.querySelector('#json .row')"),
                ("Control+i", "document.querySelector('#hover:not([hidden])')"),
                ("Control+Shift+p", "document.querySelector('#query').value.startsWith('{\\n  viewer')"),
            ])
        func early(_ key: String, _ done: String) throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.hold()
                try page.click("#query")
                try page.press("Control+a")
                try page.insert("{ viewer { role nonsense } }")
                for _ in 0..<14 { try page.press("ArrowLeft") }
                try page.press(key)
                #expect(try page.evaluate("Boolean(\(done))") as? Bool == false, "it has not come yet")
                try page.release()
                try page.wait(until: done)
                if key == "Control+Enter" { page.forgive("400") }
            }
        }

        @Test("Who asks twice for a first run that is slow to begin gets it, not its end")
        func twice() throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.hold()
                try page.press("Control+Enter")
                #expect(try page.evaluate("document.querySelector('#response').ariaBusy") as? String == "true")
                try page.press("Control+Enter")
                try page.release()
                try page.wait(for: "200 · OK", in: "#status")
                #expect(page.requests.filter { $0 == "POST /graphql" }.count == 1)
            }
        }

        @Test("What is asked for in one tab is not done in another that is shown meanwhile", arguments: ["Enter", "/"])
        func elsewhere(_ key: String) throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.hold()
                try page.press("Control+\(key)")
                try page.click("#new-tab")
                try page.insert("{ viewer { role } }")
                try page.release()
                try page.beQuiet()
                try page.wait(until: "document.querySelector('#response').ariaBusy === 'false'")
                #expect(!page.requests.contains("POST /graphql"))
                #expect(try page.text(of: "#query") == "{ viewer { role } }")
            }
        }

        @Test("The panel that was asked for last is shown, and none that was closed before it came")
        func panels() throws {
            try Visit.pay { visit in
                let page = visit.page
                let shown = "[...document.querySelectorAll('#side:not([hidden]) > :not([hidden])')].map(({ id }) => id)"
                try page.click("[data-panel=history]")
                try page.wait(until: "document.querySelector('#history')")
                try page.hold()
                try page.click("[data-panel=docs]")
                try page.click("[data-panel=history]")
                try page.release()
                try page.beQuiet()
                #expect(try page.evaluate(shown) as? [String] == ["history"])
                try page.hold()
                try page.click("[data-panel=explorer]")
                try page.click("[data-panel=explorer]")
                try page.release()
                try page.beQuiet()
                #expect(try page.evaluate(shown) as? [String] == [])
            }
        }

        @Test("Mistakes in another document that is shown while the first is looked through are found, too")
        func late() throws {
            try Visit.pay { visit in
                let page = visit.page
                try visit.write("{ nonsense }")
                try page.click("#new-tab")
                try page.reload()
                try visit.awaitReadiness()
                try page.hold("assist")
                try page.click("#query")
                try page.wait(for: "Nothing is wrong here", in: "#problems")
                try page.click(".doc:first-child [role=tab]")
                try page.release()
                try page.wait(for: "nonsense", in: "#problems")
            }
        }

        @Test("What is typed before that is there is proposed from")
        func typed() throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.hold()
                try page.click("#query")
                try page.press("Control+a", "Backspace")
                try page.type("{ cas")
                #expect(try page.count(of: "#proposals") == 0, "it has not come yet")
                try page.release()
                try page.wait(for: "cases", in: "#proposals")
            }
        }
    }
}

extension Page {
    /// Takes the network away or gives it back.
    fileprivate func connect(_ isConnected: Bool) throws {
        try call(
            "Network.emulateNetworkConditions",
            ["offline": !isConnected, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1])
    }

    /// Waits until nothing is awaited, and nothing was asked for while the browser had nothing to do for twenty times.
    fileprivate func beQuiet() throws {
        var (count, rests) = (requests.count, 0)
        let end = ContinuousClock.now + .seconds(30)
        while rests < 20 {
            guard ContinuousClock.now < end else { throw Chromium.Failure("\(awaited) never came") }
            try evaluate("new Promise((resolve) => requestIdleCallback(() => resolve()))")
            rests = awaited.isEmpty && requests.count == count ? rests + 1 : 0
            count = requests.count
        }
    }
}
