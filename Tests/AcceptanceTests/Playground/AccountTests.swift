import TestSupport
import Testing

extension PlaygroundTests {
    @MainActor
    @Suite("Without a demo")
    struct AccountTests {
        private static let email = "ada@vendor.example"
        private static let password = "correct horse battery"

        @Test("Who has a password or a token signs in with it, and is told when it is wrong")
        func signIn() throws {
            let directory = try TemporaryDirectory()
            let place = ["--data", directory.file("portico.db")]
            #expect(try PorticoProcess.run(["user", "add", Self.email, "--name", "Ada"] + place).exitCode == 0)
            let input = try directory.write(Self.password, to: "password")
            #expect(try PorticoProcess.run(["user", "password", Self.email] + place, input: input).exitCode == 0)
            let token = try PorticoProcess.run(["user", "token", Self.email] + place).output
            try Visit.pay(on: RunningServer(place)) { visit in
                let page = visit.page
                try page.wait(until: "document.body.dataset.role === 'ANONYMOUS'")
                try page.click("#account")
                try page.wait(until: "document.querySelector('#accounts .account')")
                #expect(try page.texts(of: "#accounts .account strong") == ["Not signed in"])
                try page.click("#accounts [name=email]")
                try page.type(Self.email)
                try page.click("#accounts [name=password]")
                try page.type("wrong horse battery")
                try page.press("Enter")
                try page.wait(for: "is wrong", in: "#accounts .said")
                try page.press("Control+a")
                try page.type(Self.password)
                try page.press("Enter")
                try page.wait(until: "document.body.dataset.role === 'ADMIN'")
                #expect(try page.text(of: "#account-name") == "Ada")

                try page.click("#account")
                try page.click("#accounts [name=token]")
                try page.insert("pt_nobody")
                try page.press("Enter")
                try page.wait(until: "document.querySelector('#accounts .said').textContent")
                page.forgive("401")
                try page.press("Control+a")
                try page.insert(token)
                try page.press("Enter")
                try page.wait(until: "!document.querySelector('#accounts')")
                #expect(try page.text(of: "#account-name") == "Ada")
            }
        }
    }
}
