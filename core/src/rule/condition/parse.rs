//! Tokens → the tree. The grammar is CEL's, without maps, messages and reserved words.

use super::syntax::{ConditionError, Node, Operator, Place, Syntax};
use super::token::{Token, tokens};

/// How deep a condition may nest: no rule needs more, and the stack is not ours to spend.
const DEPTH: u32 = 60;

/// How long a condition may be, in bytes.
const LENGTH: usize = 20_000;

/// Reads a condition.
pub(crate) fn parse(source: &str) -> Result<Syntax, ConditionError> {
    if source.len() > LENGTH {
        let message = format!("the condition has {} bytes, more than {LENGTH}", source.len());
        return Err(ConditionError::new(0..0, message));
    }
    let tokens = tokens(source)?;
    let mut parser = Parser { tokens, at: 0, depth: 0 };
    let tree = parser.expression()?;
    match parser.peek() {
        Token::End => Ok(tree),
        other => {
            let message = format!("{} was not expected here", describe(other));
            Err(ConditionError::new(parser.place(), message).suggest("an operator such as `&&`, or the end"))
        }
    }
}

struct Parser {
    tokens: Vec<(Token, Place)>,
    at: usize,
    depth: u32,
}

fn describe(token: &Token) -> String {
    match token {
        Token::Integer(number) => format!("`{number}`"),
        Token::Number(number) => format!("`{number}`"),
        Token::Text(text) => format!("“{text}”"),
        Token::Name(name) => format!("`{name}`"),
        Token::Sign(sign) => format!("`{sign}`"),
        Token::End => "the end".to_owned(),
    }
}

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens.get(self.at).map_or(&Token::End, |(token, _)| token)
    }

    fn place(&self) -> Place {
        self.tokens.get(self.at).or(self.tokens.last()).map_or(0..0, |(_, place)| place.clone())
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(found) if *found == sign);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), ConditionError> {
        if self.take(sign) {
            return Ok(());
        }
        let message = format!("`{sign}` was expected, not {}", describe(self.peek()));
        Err(ConditionError::new(self.place(), message))
    }

    fn enter(&mut self) -> Result<(), ConditionError> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(ConditionError::new(self.place(), "the condition nests too deep"));
        }
        Ok(())
    }

    fn expression(&mut self) -> Result<Syntax, ConditionError> {
        self.enter()?;
        let condition = self.binary(1)?;
        let tree = if self.take("?") {
            let yes = self.binary(1)?;
            self.expect(":")?;
            let no = self.expression()?;
            let place = condition.place.start..no.place.end;
            Syntax { node: Node::Conditional(Box::new(condition), Box::new(yes), Box::new(no)), place }
        } else {
            condition
        };
        self.depth -= 1;
        Ok(tree)
    }

    fn operator(&self) -> Option<Operator> {
        use Operator as O;
        Some(match self.peek() {
            Token::Name(name) if name == "in" => O::In,
            Token::Sign(sign) => match *sign {
                "||" => O::Or,
                "&&" => O::And,
                "<" => O::Less,
                "<=" => O::LessOrEqual,
                ">" => O::Greater,
                ">=" => O::GreaterOrEqual,
                "==" => O::Equal,
                "!=" => O::NotEqual,
                "+" => O::Add,
                "-" => O::Subtract,
                "*" => O::Multiply,
                "/" => O::Divide,
                "%" => O::Remainder,
                _ => return None,
            },
            _ => return None,
        })
    }

    fn binary(&mut self, level: u8) -> Result<Syntax, ConditionError> {
        let mut left = self.unary()?;
        let mut length = 0;
        while let Some(operator) = self.operator().filter(|operator| operator.level() >= level) {
            length += 1;
            if length > 500 {
                return Err(ConditionError::new(self.place(), "the condition chains too many operators"));
            }
            self.at += 1;
            self.enter()?;
            let right = self.binary(operator.level() + 1)?;
            self.depth -= 1;
            let place = left.place.start..right.place.end;
            left = Syntax { node: Node::Binary(operator, Box::new(left), Box::new(right)), place };
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Syntax, ConditionError> {
        let start = self.place().start;
        for (sign, node) in [("!", Node::Not as fn(Box<Syntax>) -> Node), ("-", Node::Negate)] {
            if self.take(sign) {
                self.enter()?;
                let inner = self.unary()?;
                self.depth -= 1;
                let place = start..inner.place.end;
                return Ok(match (sign, inner.node) {
                    ("-", Node::Integer(number)) => Syntax { node: Node::Integer(-number), place },
                    ("-", Node::Number(number)) => Syntax { node: Node::Number(-number), place },
                    (_, inner_node) => {
                        let inner = Syntax { node: inner_node, place: inner.place };
                        Syntax { node: node(Box::new(inner)), place }
                    }
                });
            }
        }
        self.member()
    }

    fn member(&mut self) -> Result<Syntax, ConditionError> {
        let mut value = self.primary()?;
        let mut length = 0;
        loop {
            length += 1;
            if length > 50 {
                return Err(ConditionError::new(self.place(), "the condition chains too many steps"));
            }
            if self.take(".") {
                let place = self.place();
                let Token::Name(name) = self.next() else {
                    return Err(ConditionError::new(place, "a field or function was expected after `.`"));
                };
                let start = value.place.start;
                value = if self.take("(") {
                    let arguments = self.arguments(")")?;
                    let end = self.end();
                    Syntax { node: Node::Method(Box::new(value), name, place, arguments), place: start..end }
                } else {
                    let end = place.end;
                    Syntax { node: Node::Select(Box::new(value), name, place), place: start..end }
                };
            } else if self.take("[") {
                let index = self.expression()?;
                self.expect("]")?;
                let place = value.place.start..self.end();
                value = Syntax { node: Node::Index(Box::new(value), Box::new(index)), place };
            } else {
                return Ok(value);
            }
        }
    }

    /// Where the token taken last ends.
    fn end(&self) -> u32 {
        self.tokens.get(self.at.saturating_sub(1)).map_or(0, |(_, place)| place.end)
    }

    fn arguments(&mut self, close: &'static str) -> Result<Vec<Syntax>, ConditionError> {
        let mut arguments = Vec::new();
        while !self.take(close) {
            if !arguments.is_empty() {
                self.expect(",")?;
                if self.take(close) {
                    break;
                }
            }
            arguments.push(self.expression()?);
        }
        Ok(arguments)
    }

    fn primary(&mut self) -> Result<Syntax, ConditionError> {
        let place = self.place();
        let node = match self.next() {
            Token::Integer(number) => Node::Integer(number),
            Token::Number(number) => Node::Number(number),
            Token::Text(text) => Node::Text(text),
            Token::Sign("(") => {
                let inner = self.expression()?;
                self.expect(")")?;
                return Ok(Syntax { node: inner.node, place: place.start..self.end() });
            }
            Token::Sign("[") => {
                let items = self.arguments("]")?;
                return Ok(Syntax { node: Node::List(items), place: place.start..self.end() });
            }
            Token::Sign("{") => {
                return Err(ConditionError::new(place, "maps are not part of the language")
                    .suggest("a list, or several conditions joined with `||`"));
            }
            Token::Name(name) => match name.as_str() {
                "true" => Node::Boolean(true),
                "false" => Node::Boolean(false),
                "null" => {
                    return Err(ConditionError::new(place, "there is no `null` in conditions")
                        .suggest("`has(record.field)` asks whether a field is filled"));
                }
                "and" | "or" | "not" => {
                    let sign = match name.as_str() {
                        "and" => "&&",
                        "or" => "||",
                        _ => "!",
                    };
                    return Err(ConditionError::new(place, format!("`{name}` is no operator"))
                        .suggest(format!("`{sign}`?")));
                }
                _ if self.take("(") => {
                    let arguments = self.arguments(")")?;
                    return Ok(Syntax { node: Node::Call(name, arguments), place: place.start..self.end() });
                }
                _ => Node::Name(name),
            },
            token => {
                let message = format!("a value was expected, not {}", describe(&token));
                return Err(ConditionError::new(place, message));
            }
        };
        Ok(Syntax { node, place })
    }
}
