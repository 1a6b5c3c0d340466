//! Networks from and to other formats.
//!
//! | here | what it is |
//! |---|---|
//! | [`EdgeList`] | a plain CSV table `source,target[,weight]` |
mod edge_list;

pub use edge_list::EdgeList;
