namespace Gmlm.Padir.T5;

/// <summary>
/// Token embeddings that are added to some of the decoder's inputs: row r of the B·L inputs becomes E[input] + E[added]. A masked cell of
/// a canvas so sees the source token that lies at the same share of the sentence.
/// </summary>
/// <param name="Rows">Places among the B·L inputs, row by row; each at most once.</param>
/// <param name="Ids">The ids whose embeddings are added there, as many.</param>
public sealed record AddedTokens(long[] Rows, long[] Ids);
