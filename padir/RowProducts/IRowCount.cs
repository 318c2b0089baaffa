namespace Gmlm.Padir.RowProducts;

/// <summary>
/// The number of rows that a kernel multiplies, as a type. The kernel is compiled for each number separately, without the sums of
/// further rows.
/// </summary>
internal interface IRowCount
{
    /// <summary>The number of rows, from 1 to 12.</summary>
    static abstract int Value { get; }
}

internal readonly struct One : IRowCount
{
    public static int Value => 1;
}

internal readonly struct Two : IRowCount
{
    public static int Value => 2;
}

internal readonly struct Three : IRowCount
{
    public static int Value => 3;
}

internal readonly struct Four : IRowCount
{
    public static int Value => 4;
}

internal readonly struct Five : IRowCount
{
    public static int Value => 5;
}

internal readonly struct Six : IRowCount
{
    public static int Value => 6;
}

internal readonly struct Seven : IRowCount
{
    public static int Value => 7;
}

internal readonly struct Eight : IRowCount
{
    public static int Value => 8;
}

internal readonly struct Nine : IRowCount
{
    public static int Value => 9;
}

internal readonly struct Ten : IRowCount
{
    public static int Value => 10;
}

internal readonly struct Eleven : IRowCount
{
    public static int Value => 11;
}

internal readonly struct Twelve : IRowCount
{
    public static int Value => 12;
}
