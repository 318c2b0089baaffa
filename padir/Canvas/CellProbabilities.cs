namespace Gmlm.Padir.Canvas;

/// <summary>What a model says of the cells of one canvas, as far as one target asks: ln q_t of the blank and of each of its words.</summary>
/// <param name="Blank">ln q_t(blank), by cell; T values.</param>
/// <param name="Words">ln q_t(y_u), by cell and place in the target; T × U.</param>
public sealed record CellProbabilities(double[] Blank, double[,] Words);
