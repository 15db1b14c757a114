import Foundation

/// How a page looks.
extension Page {
    /// Waits until what was asked for is drawn.
    func settle() throws {
        try evaluate(
            "document.fonts.ready.then(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))"
        )
    }

    /// Texts that stand out from what is behind them less than <https://www.w3.org/TR/WCAG22/#contrast-minimum> wants.
    func illegibleTexts() throws -> [String] {
        try evaluate(
            """
            (() => {
              const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
              const over = (color, below) => {
                canvas.fillStyle = `rgb(${below})`;
                canvas.fillRect(0, 0, 1, 1);
                canvas.fillStyle = color;
                canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
              };
              const behind = (element) => {
                if (!element) return matchMedia("(prefers-color-scheme: dark)").matches ? [0, 0, 0] : [255, 255, 255];
                return over(getComputedStyle(element).backgroundColor, behind(element.parentElement));
              };
              const light = (color) => color.map((part) => part / 255)
                .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
                .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
              const found = new Set();
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const element = walker.currentNode.parentElement;
                if (!walker.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
                if (element.closest("[disabled], [aria-disabled=true], textarea, .unseen, [aria-hidden=true]")) continue;
                const { color, fontSize, fontWeight } = getComputedStyle(element);
                const back = behind(element);
                const [one, other] = [light(over(color, back)), light(back)].sort((a, b) => b - a);
                const isLarge = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && fontWeight >= 700);
                const ratio = (one + 0.05) / (other + 0.05);
                if (ratio < (isLarge ? 3 : 4.5)) found.add(`${walker.currentNode.data.trim().slice(0, 40)}: ${ratio.toFixed(2)}`);
              }
              return [...found];
            })()
            """) as? [String] ?? []
    }

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
