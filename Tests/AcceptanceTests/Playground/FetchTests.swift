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
                try page.call("Network.setBlockedURLs", ["urls": [String]()])
                // The first may still belong to the attempt that fails.
                for _ in 0..<5 {
                    try page.press("F8")
                    try page.beQuiet()
                }
                try page.wait(for: "Nothing is wrong here", in: "#said")
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
                try page.connect(true, after: 100)
                try page.click("#query")
                try page.press("Control+a")
                try page.insert("{ viewer { role nonsense } }")
                for _ in 0..<14 { try page.press("ArrowLeft") }
                try page.press(key)
                try page.wait(until: done)
                if key == "Control+Enter" { page.forgive("400") }
            }
        }

        @Test("Who asks twice for a first run that is slow to begin gets it, not its end")
        func twice() throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.connect(true, after: 100)
                try page.press("Control+Enter")
                #expect(try page.evaluate("document.querySelector('#response').ariaBusy") as? String == "true")
                try page.press("Control+Enter")
                try page.wait(for: "200 · OK", in: "#status")
            }
        }

        @Test("What is typed before that is there is proposed from")
        func typed() throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.connect(true, after: 100)
                try page.click("#query")
                try page.press("Control+a", "Backspace")
                try page.type("{ cas")
                #expect(try page.count(of: "#proposals") == 0, "it has not come yet")
                try page.wait(for: "cases", in: "#proposals")
            }
        }
    }
}

extension Page {
    /// Takes the network away or gives it back.
    ///
    /// - Parameter delay: Milliseconds that each answer takes longer.
    fileprivate func connect(_ isConnected: Bool, after delay: Int = 0) throws {
        try call(
            "Network.emulateNetworkConditions",
            ["offline": !isConnected, "latency": delay, "downloadThroughput": -1, "uploadThroughput": -1])
    }

    /// Waits until nothing has come for twenty times that the browser had nothing to do.
    fileprivate func beQuiet() throws {
        try evaluate(
            """
            new Promise((resolve) => {
              let [count, rests] = [0, 0];
              const look = () => {
                const now = performance.getEntriesByType("resource").length;
                rests = now === count ? rests + 1 : 0;
                count = now;
                if (rests < 20) requestIdleCallback(look);
                else resolve();
              };
              look();
            })
            """)
    }
}
