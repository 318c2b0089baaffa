using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Runtime;

/// <summary>
/// Arithmetic of a tensor with a number. TorchSharp wraps the number in a Scalar with a finalizer and passes only its pointer to libtorch.
/// No reference then keeps the Scalar alive, and a garbage collection during the call may free it while libtorch uses it (error "Unknown
/// scalar type", once in some million calls). These methods hold every Scalar until the call ends and then dispose of it. This includes
/// Scalars that TorchSharp adds itself, such as the factor 1 of a sum.
/// </summary>
public static class ScalarArithmetic
{
    /// <summary>x · factor, a new tensor.</summary>
    public static Tensor Times(this Tensor x, double factor)
    {
        using Scalar number = factor;
        return x.mul(number);
    }

    /// <summary>x ← x · factor.</summary>
    public static Tensor TimesInPlace(this Tensor x, double factor)
    {
        using Scalar number = factor;
        return x.mul_(number);
    }

    /// <summary>x + y.</summary>
    public static Tensor Plus(this Tensor x, Tensor y)
    {
        using Scalar one = 1;
        return x.add(y, one);
    }

    /// <summary>x ← x + y.</summary>
    public static Tensor PlusInPlace(this Tensor x, Tensor y)
    {
        using Scalar one = 1;
        return x.add_(y, one);
    }

    /// <summary>x with the rows of y added to the given rows, a new tensor.</summary>
    public static Tensor PlusRows(this Tensor x, Tensor rows, Tensor y)
    {
        using Scalar one = 1;
        return x.index_add(0, rows, y, one);
    }

    /// <summary>Adds the rows of y to the given rows of x in place.</summary>
    public static Tensor PlusRowsInPlace(this Tensor x, Tensor rows, Tensor y)
    {
        using Scalar one = 1;
        return x.index_add_(0, rows, y, one);
    }

    /// <summary>x ← x + term.</summary>
    public static Tensor PlusInPlace(this Tensor x, double term)
    {
        using Scalar number = term, one = 1;
        return x.add_(number, one);
    }

    /// <summary>x².</summary>
    public static Tensor Squared(this Tensor x)
    {
        using Scalar two = 2;
        return x.pow(two);
    }

    /// <summary>x ← value everywhere.</summary>
    public static Tensor FillInPlace(this Tensor x, double value)
    {
        using Scalar number = value;
        return x.fill_(number);
    }

    /// <summary>Whether each value of x differs from a whole number, bool.</summary>
    public static Tensor IsNot(this Tensor x, long value)
    {
        using Scalar number = value;
        return x.ne(number);
    }

    /// <summary>A tensor with one value everywhere.</summary>
    public static Tensor Filled(long[] shape, double value, ScalarType type, Device device)
    {
        using Scalar number = value;
        return full(shape, number, type, device);
    }
}
