def serve(plates):
    return f"{plates} plates"
