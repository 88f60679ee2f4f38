//! The elements of HTML that the reader tells apart, and how each stands in the flow.

/// An element by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// One that only styles words (`span`, `b`, `font`), and any that HTML does not know.
    Inline,
    /// One that begins a line and needs no rule of its own (`div`, `section`, `blockquote`).
    Block,
    /// One of which nothing is read: `script`, `style`, `svg`, `iframe`.
    Unread,
    A,
    Article,
    Aside,
    Base,
    Body,
    Br,
    Button,
    Caption,
    Col,
    Dd,
    Dt,
    Footer,
    Frame,
    Frameset,
    Head,
    Header,
    Heading,
    Hr,
    Html,
    Iframe,
    Img,
    Input,
    Li,
    Link,
    List,
    Main,
    Meta,
    Nav,
    Option,
    P,
    Pre,
    Select,
    Table,
    TableBody,
    Td,
    Textarea,
    Time,
    Title,
    Tr,
    /// `<ucapcontent>` and its like: a content system's own mark of the main text.
    Content,
    /// Other elements without content.
    Void,
}

/// How many there are.
pub(super) const TAGS: usize = Tag::Void as usize + 1;

impl Tag {
    /// The element of that name, which is in small letters.
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"a" => Self::A,
            b"article" => Self::Article,
            b"aside" => Self::Aside,
            b"base" => Self::Base,
            b"body" => Self::Body,
            b"br" => Self::Br,
            b"button" => Self::Button,
            b"caption" => Self::Caption,
            b"col" => Self::Col,
            b"dd" => Self::Dd,
            b"dt" => Self::Dt,
            b"footer" => Self::Footer,
            b"frame" => Self::Frame,
            b"frameset" => Self::Frameset,
            b"head" => Self::Head,
            b"header" => Self::Header,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Self::Heading,
            b"hr" => Self::Hr,
            b"html" => Self::Html,
            b"iframe" => Self::Iframe,
            b"img" | b"image" => Self::Img,
            b"input" => Self::Input,
            b"li" => Self::Li,
            b"link" => Self::Link,
            b"ol" | b"ul" | b"dl" | b"menu" | b"dir" => Self::List,
            b"main" => Self::Main,
            b"meta" => Self::Meta,
            b"nav" => Self::Nav,
            b"option" | b"optgroup" => Self::Option,
            b"p" => Self::P,
            b"pre" | b"listing" | b"xmp" | b"plaintext" => Self::Pre,
            b"select" => Self::Select,
            b"table" => Self::Table,
            b"tbody" | b"thead" | b"tfoot" => Self::TableBody,
            b"td" | b"th" => Self::Td,
            b"textarea" => Self::Textarea,
            b"time" => Self::Time,
            b"title" => Self::Title,
            b"tr" => Self::Tr,
            b"ucapcontent" | b"founder-content" | b"enpcontent" | b"articlecontent" => Self::Content,
            b"script" | b"style" | b"noscript" | b"noframes" | b"noembed" | b"svg" | b"math" | b"object"
            | b"applet" | b"canvas" | b"video" | b"audio" | b"map" | b"template" | b"datalist"
            | b"marquee" | b"rp" | b"dialog" => Self::Unread,
            b"area" | b"embed" | b"param" | b"source" | b"track" | b"wbr" | b"basefont" | b"bgsound"
            | b"keygen" => Self::Void,
            b"address" | b"blockquote" | b"center" | b"details" | b"div" | b"fieldset" | b"figcaption"
            | b"figure" | b"form" | b"hgroup" | b"legend" | b"search" | b"section" | b"summary" => {
                Self::Block
            }
            _ => Self::Inline,
        }
    }

    /// Whether it has neither content nor end tag.
    pub(super) fn is_void(self) -> bool {
        matches!(
            self,
            Self::Base
                | Self::Br
                | Self::Col
                | Self::Frame
                | Self::Hr
                | Self::Img
                | Self::Input
                | Self::Link
                | Self::Meta
                | Self::Void
        )
    }

    /// Whether it begins and ends a line.
    pub(super) fn is_block(self) -> bool {
        !self.is_void()
            && !matches!(
                self,
                Self::Inline
                    | Self::A
                    | Self::Button
                    | Self::Select
                    | Self::Textarea
                    | Self::Time
                    | Self::Unread
            )
    }

    /// Whether nothing of it is shown as running text.
    pub(super) fn is_unread(self) -> bool {
        matches!(
            self,
            Self::Unread
                | Self::Button
                | Self::Head
                | Self::Iframe
                | Self::Input
                | Self::Option
                | Self::Select
                | Self::Textarea
                | Self::Title
        )
    }

    /// Whether an end tag of something else inside it does not reach beyond it.
    pub(super) fn is_scope(self) -> bool {
        matches!(self, Self::Table | Self::Td | Self::Caption | Self::Html)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_told_apart_by_name() {
        assert_eq!(Tag::of(b"h3"), Tag::Heading);
        assert_eq!(Tag::of(b"o:p"), Tag::Inline);
        assert!(Tag::of(b"div").is_block() && !Tag::of(b"span").is_block());
        assert!(Tag::of(b"br").is_void() && Tag::of(b"script").is_unread());
    }
}
