using System.Runtime.Intrinsics;

namespace Gmlm.Padir.RowProducts;

/// <summary>
/// A product of rows with a packed matrix, which is computed strip by strip. Its memory must stay valid until the last strip is done.
/// </summary>
internal readonly unsafe struct StripJob
{
    private const int Strip = StripProduct.Columns;

    private readonly float* _packed, _from, _to;
    private readonly int _inputs, _outputs, _rows;
    private readonly bool _add, _wide;

    /// <summary>Makes a job.</summary>
    /// <param name="packed">(⌈m/16⌉, n, 16).</param>
    /// <param name="inputs">n.</param>
    /// <param name="outputs">m.</param>
    /// <param name="from">(R, n).</param>
    /// <param name="to">(R, m).</param>
    /// <param name="rows">R.</param>
    /// <param name="add">Whether to add the product to the values there.</param>
    /// <param name="wide">Whether to use the kernel for AVX-512.</param>
    public StripJob(float* packed, int inputs, int outputs, float* from, float* to, int rows, bool add, bool wide)
    {
        (_inputs, _outputs, _rows, _add, _wide) = (inputs, outputs, rows, add, wide);
        _packed = packed;
        _from = from;
        _to = to;
    }

    /// <summary>The number of strips, ⌈m/16⌉.</summary>
    public int Strips => (_outputs + Strip - 1) / Strip;

    /// <summary>The number of multiplications, R n m.</summary>
    public long Multiplications => (long)_rows * _inputs * _outputs;

    /// <summary>Computes the products of all rows with one strip.</summary>
    public void Multiply(int number)
    {
        // Each block of rows is multiplied with the strip, and prefetches its share of the next strip. Dividing the prefetches among the
        // blocks keeps the memory busy without exceeding its bandwidth.
        var most = _wide ? StripProduct512.MostRows : StripProduct256.MostRows;
        var blocks = (_rows + most - 1) / most;
        var share = Math.Max(1, Strip / blocks);
        var column = number * Strip;
        var strip = _packed + ((long)column * _inputs);
        var next = strip + ((long)Strip * _inputs);
        var row = 0;
        for (var block = 0; block < blocks; block++)
        {
            var count = (_rows - row + blocks - block - 1) / (blocks - block); // As even as possible: 14 = 5 + 5 + 4.
            var product = new StripProduct
            {
                X = _from + ((long)row * _inputs),
                Strip = strip,
                Next = next + ((long)block * share * _inputs),
                Share = share,
                Y = _to + ((long)row * _outputs) + column,
                Inputs = _inputs,
                Outputs = _outputs,
                Count = Math.Min(Strip, _outputs - column),
                Add = _add,
            };
            if (_wide)
            {
                StripProduct512.Multiply(product, count);
            }
            else
            {
                StripProduct256.Multiply(product, count);
            }

            row += count;
        }
    }
}
