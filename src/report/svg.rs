//! A picture as SVG text.
use unicode_width::UnicodeWidthStr;

/// The width of a column of text, in ems: Chinese characters take two. Wider than the letters of
/// the fonts in use, so that boxes hold their text.
const COLUMN: f64 = 0.6;
/// The height of a line, in ems.
pub(super) const LINE: f64 = 1.2;

/// An SVG picture as it is written.
pub(super) struct Svg {
    body: String,
}

/// How wide a line of text is at a font size.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    text.width() as f64 * COLUMN * size
}

/// A coordinate, to a hundredth.
pub(super) fn at(value: f64) -> String {
    let text = format!("{:.2}", value + 0.0);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Text without what XML would read as its own or could not hold.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            letter if letter.is_control() => escaped.push('\u{fffd}'),
            letter => escaped.push(letter),
        }
    }
    escaped
}

impl Svg {
    pub(super) fn new(width: f64, height: f64, title: &str) -> Self {
        let (width, height) = (at(width.ceil()), at(height.ceil()));
        let body = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
            viewBox=\"0 0 {width} {height}\" font-family=\"Helvetica, Arial, 'Noto Sans', 'Noto Sans \
            CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif\">\n<title>{}</title>\n\
            <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n",
            escape(title)
        );
        Self { body }
    }

    /// A circle; `rest` is further attributes.
    pub(super) fn circle(&mut self, x: f64, y: f64, radius: f64, rest: &str) {
        let (x, y, radius) = (at(x), at(y), at(radius));
        self.body.push_str(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {rest}/>\n"));
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), rest: &str) {
        let [a, b, c, d] = [from.0, from.1, to.0, to.1].map(at);
        self.body
            .push_str(&format!("<line x1=\"{a}\" y1=\"{b}\" x2=\"{c}\" y2=\"{d}\" {rest}/>\n"));
    }

    /// A line of text on its base line.
    pub(super) fn text(&mut self, (x, y): (f64, f64), size: f64, text: &str, rest: &str) {
        let (x, y, size, text) = (at(x), at(y), at(size), escape(text));
        self.body.push_str(&format!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" {rest}>{text}</text>\n"
        ));
    }

    pub(super) fn finish(mut self) -> String {
        self.body.push_str("</svg>\n");
        self.body
    }
}
